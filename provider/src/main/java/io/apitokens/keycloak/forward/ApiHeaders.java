package io.apitokens.keycloak.forward;

import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;

import org.jboss.resteasy.reactive.common.util.CaseInsensitiveMap;

/** The headers of a request with the credentials of the API in place of those of the end client, and without a body. */
final class ApiHeaders implements HttpHeaders {

    private final HttpHeaders original;
    private final MultivaluedMap<String, String> headers = new CaseInsensitiveMap<>();

    /** @param credentials value of {@code Authorization}; null for none */
    ApiHeaders(HttpHeaders original, String credentials) {
        this.original = original;
        headers.putAll(original.getRequestHeaders());
        headers.remove(CONTENT_TYPE);
        headers.remove(AUTHORIZATION);
        if (credentials != null) {
            headers.putSingle(AUTHORIZATION, credentials);
        }
    }

    @Override
    public List<String> getRequestHeader(String name) {
        return headers.getOrDefault(name, List.of());
    }

    @Override
    public String getHeaderString(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : String.join(",", values);
    }

    @Override
    public MultivaluedMap<String, String> getRequestHeaders() {
        return headers;
    }

    @Override
    public List<MediaType> getAcceptableMediaTypes() {
        return original.getAcceptableMediaTypes();
    }

    @Override
    public List<Locale> getAcceptableLanguages() {
        return original.getAcceptableLanguages();
    }

    /** Returns null, so that nothing reads the body, which is that of the end client. */
    @Override
    public MediaType getMediaType() {
        return null;
    }

    @Override
    public Locale getLanguage() {
        return original.getLanguage();
    }

    @Override
    public Map<String, Cookie> getCookies() {
        return original.getCookies();
    }

    @Override
    public Date getDate() {
        return original.getDate();
    }

    @Override
    public int getLength() {
        return -1;
    }
}
