package io.apitokens.examples.gateway;

import java.util.Map;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** Passes requests on to the notes API. Exchanges the API token of each request for a new JWT. */
@RestController
@RequestMapping("/notes")
class GatewayController {

    private final OAuth2AuthorizedClientProvider tokenExchange;
    private final ClientRegistration registration;
    private final RestClient notes;

    GatewayController(
            OAuth2AuthorizedClientProvider tokenExchange,
            ClientRegistrationRepository registrations,
            @Value("${notes.url}") String notesUrl) {
        this.tokenExchange = tokenExchange;
        this.registration = registrations.findByRegistrationId("notes");
        this.notes = RestClient.create(notesUrl);
    }

    @GetMapping
    ResponseEntity<byte[]> read(Authentication caller) {
        return pass(HttpMethod.GET, caller, null);
    }

    @PostMapping
    ResponseEntity<byte[]> write(Authentication caller, @RequestBody Map<String, Object> note) {
        return pass(HttpMethod.POST, caller, note);
    }

    /** Responds with 401 if the API token ended between its introspection and its exchange. */
    @ExceptionHandler(OAuth2AuthorizationException.class)
    ResponseEntity<Void> refused() {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
    }

    private ResponseEntity<byte[]> pass(HttpMethod method, Authentication caller, Object body) {
        RestClient.RequestBodySpec request =
                notes.method(method).uri("/notes").headers(headers -> headers.setBearerAuth(jwt(caller)));
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).body(body);
        }
        return request.exchange((sent, answer) -> ResponseEntity.status(answer.getStatusCode())
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer.getBody().readAllBytes()));
    }

    /** Returns a new JWT. Spring would keep one by user, but the API tokens of a user may differ in their scopes. */
    private String jwt(Authentication caller) {
        OAuth2AuthorizationContext context = OAuth2AuthorizationContext.withClientRegistration(registration)
                .principal(caller)
                .build();
        return tokenExchange.authorize(context).getAccessToken().getTokenValue();
    }
}
