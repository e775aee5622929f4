package io.apitokens.keycloak.oauth;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.ws.rs.core.Response;

import io.apitokens.keycloak.session.DerivedClaim;
import io.apitokens.keycloak.session.DerivedSession;
import io.apitokens.keycloak.verification.Admission;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.util.TokenUtil;

/** The stock revocation of a JWT, which also ends derived tokens for good. */
record DerivedTokenRevocation(KeycloakSession session) {

    /**
     * Runs the stock revocation. Then ends the instances of the clients that it has detached from the derived session:
     * the client of the request, and clients that exchanged its tokens.
     *
     * @param jwt token in question; if it is no derived token, only the stock revocation runs
     */
    Response revoke(String jwt, Supplier<Response> stock) {
        Optional<DerivedSession> derived = DerivedClaim.read(jwt).flatMap(claim -> DerivedSession.of(session, claim));
        Set<String> before = derived.map(DerivedSession::clients).orElse(Set.of());
        Response answer = Admission.during(session, jwt, stock);
        derived.ifPresent(there -> {
            Set<String> detached = new HashSet<>(before);
            detached.removeAll(there.clients());
            if (isRefreshToken(jwt)) {
                // Even if a concurrent request has attached the client again.
                detached.add(session.getContext().getClient().getId());
            }
            there.endInstances(detached);
        });
        return answer;
    }

    private static boolean isRefreshToken(String jwt) {
        try {
            return TokenUtil.TOKEN_TYPE_REFRESH.equals(
                    TokenUtil.getRefreshToken(jwt).getType());
        } catch (JWSInputException e) {
            return false;
        }
    }
}
