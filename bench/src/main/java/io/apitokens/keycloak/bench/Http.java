package io.apitokens.keycloak.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Sends the requests that prepare a measurement. */
final class Http {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    /** @param url base URL of the server, without a slash at its end */
    Http(String url) {
        this.url = url;
    }

    Answer send(Message message) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + message.path()))
                .timeout(Duration.ofMinutes(1))
                .method(message.method(), BodyPublishers.ofString(message.body()));
        if (message.authorization() != null) {
            request.header("Authorization", message.authorization());
        }
        if (message.apiAuthorization() != null) {
            request.header("Api-Authorization", message.apiAuthorization());
        }
        if (message.contentType() != null) {
            request.header("Content-Type", message.contentType());
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the answer to a request that must succeed.
     *
     * @throws IllegalStateException with the answer, where it does not
     */
    JsonNode json(Message message) {
        Answer answer = send(message);
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(message.method() + " " + message.path() + " was answered " + answer);
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("No JSON: " + answer, e);
        }
    }

    record Answer(int status, String body) {}
}
