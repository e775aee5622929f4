package io.apitokens.keycloak.forward;

import java.security.cert.X509Certificate;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;

import org.keycloak.http.FormPartValue;
import org.keycloak.http.HttpRequest;

/** The request as if the API had sent it, for Keycloak's authenticators of clients. */
final class ApiRequest implements HttpRequest {

    private final HttpRequest original;
    private final HttpHeaders headers;

    /** @param credentials value of {@code Authorization}; null for none */
    ApiRequest(HttpRequest original, String credentials) {
        this.original = original;
        this.headers = new ApiHeaders(original.getHttpHeaders(), credentials);
    }

    @Override
    public String getHttpMethod() {
        return original.getHttpMethod();
    }

    /** Returns nothing: the form is that of the end client. */
    @Override
    public MultivaluedMap<String, String> getDecodedFormParameters() {
        return new MultivaluedHashMap<>();
    }

    /** Returns nothing: the form is that of the end client. */
    @Override
    public MultivaluedMap<String, FormPartValue> getMultiPartFormParameters() {
        return new MultivaluedHashMap<>();
    }

    @Override
    public HttpHeaders getHttpHeaders() {
        return headers;
    }

    @Override
    public X509Certificate[] getClientCertificateChain() {
        return original.getClientCertificateChain();
    }

    @Override
    public UriInfo getUri() {
        return original.getUri();
    }

    @Override
    public boolean isProxyTrusted() {
        return original.isProxyTrusted();
    }
}
