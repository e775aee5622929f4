package io.apitokens.keycloak.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import org.keycloak.services.ErrorResponseException;
import org.keycloak.util.JsonSerialization;

/**
 * Reads a request body of at most 16 KiB. Rejects unknown fields: a misspelt {@code expiresTimestamp} would otherwise
 * mint an API token that never expires.
 */
public final class JsonBody {

    private static final int MAX_BYTES = 16 * 1024;
    private static final ObjectReader READER = strict(JsonSerialization.mapper.copy())
            .reader()
            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private JsonBody() {}

    /** Rejects values of another type. Jackson would read an empty string as no expiry. */
    private static ObjectMapper strict(ObjectMapper mapper) {
        mapper.configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false);
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
        return mapper;
    }

    /**
     * Reads the bytes of a body.
     *
     * @throws InvalidApiTokenException if the caller does not send all of it
     * @throws ErrorResponseException 413 if the body is too large
     */
    public static byte[] bytes(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw RestErrors.error(
                        Response.Status.REQUEST_ENTITY_TOO_LARGE, "apiTokenBodyTooLarge", null, MAX_BYTES);
            }
            return bytes;
        } catch (IOException e) {
            throw new InvalidApiTokenException("apiTokenInvalidBody", null);
        }
    }

    /**
     * @throws InvalidApiTokenException naming the field, if the error is in one
     * @throws ErrorResponseException 413 if the body is too large
     */
    public static <T> T read(InputStream body, Class<T> type) {
        return read(bytes(body), type);
    }

    /** @throws InvalidApiTokenException naming the field, if the error is in one */
    public static <T> T read(byte[] bytes, Class<T> type) {
        try {
            T value = READER.forType(type).readValue(bytes);
            if (value == null) {
                throw new InvalidApiTokenException("apiTokenInvalidBody", null);
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidApiTokenException("apiTokenInvalidBody", e.getPropertyName());
        } catch (JsonMappingException e) {
            throw new InvalidApiTokenException("apiTokenInvalidBody", field(e.getPath()));
        } catch (JsonProcessingException e) {
            throw new InvalidApiTokenException("apiTokenInvalidBody", null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a body that was read, so that the same values are the same text. */
    public static String write(Object body) {
        try {
            return JsonSerialization.writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Nothing() {}

    /**
     * Accepts no body and an empty object, which some clients send.
     *
     * @throws InvalidApiTokenException if the body says anything: it would have no effect
     */
    public static void requireEmpty(InputStream body) {
        byte[] bytes = bytes(body);
        if (bytes.length > 0) {
            read(bytes, Nothing.class);
        }
    }

    /** @throws InvalidApiTokenException if there is a body */
    public static void requireNone(InputStream body) {
        try {
            if (body.read() >= 0) {
                throw new InvalidApiTokenException("apiTokenInvalidBody", null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String field(List<JsonMappingException.Reference> path) {
        return path.isEmpty() ? null : path.get(0).getFieldName();
    }
}
