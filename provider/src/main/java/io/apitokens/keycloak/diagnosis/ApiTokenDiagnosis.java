package io.apitokens.keycloak.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.apitokens.keycloak.claims.ApiTokenClaims;
import io.apitokens.keycloak.store.PresentedSecret;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.verification.ApiTokenVerifier;
import io.apitokens.keycloak.verification.Verification;
import io.apitokens.keycloak.verification.Verification.Reason;
import io.apitokens.keycloak.verification.Verification.Rejected;
import io.apitokens.keycloak.verification.Verification.Verified;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/**
 * Explains in numbered steps why an API accepts or refuses an API token or a derived JWT now. The verifier and
 * Keycloak's introspection decide; this class only asks them. A diagnosis is no use of the API token.
 */
public final class ApiTokenDiagnosis {

    private final KeycloakSession session;
    private final Case wanted;

    public ApiTokenDiagnosis(KeycloakSession session, Case wanted) {
        this.session = session;
        this.wanted = wanted;
    }

    /**
     * Returns the steps for a token that does not exist, or that the caller may not know.
     *
     * @param isJwt whether the token has the form of a derived JWT
     */
    public List<Step> unknown(boolean isJwt) {
        return notFound(Finding.failed(Reason.UNKNOWN, Remedy.CHECK_SECRET), isJwt);
    }

    /** Returns the steps for a text that has not the form of a secret. */
    public List<Step> malformed() {
        return notFound(Finding.failed("malformed", Remedy.COPY_AGAIN), false);
    }

    /** Returns the steps for a JWT that is not a derived access token. */
    public List<Step> otherJwt() {
        return notFound(Finding.failed("other_jwt", Remedy.USE_API_TOKEN), false);
    }

    private List<Step> notFound(Finding finding, boolean isJwt) {
        Steps steps = new Steps();
        for (Check check : Check.values()) {
            boolean applies = check != Check.JWT || isJwt;
            if (applies && (check != Check.SCOPE || wanted.scope() != null)) {
                steps.check(check, () -> finding);
            }
        }
        return steps.toList();
    }

    /** Returns the steps for an API token with its newest secret. */
    public List<Step> of(ApiToken token) {
        return of(new PresentedSecret(token, token.rotation().number()));
    }

    /** Returns the steps for a secret. */
    public List<Step> of(PresentedSecret presented) {
        Verification verification = inspect(presented);
        Steps steps = verified(verification);
        Supplier<ApiTokenClaims> claims =
                once(() -> new DryIntrospection(session, wanted.api()).claims((Verified) verification));
        DryIntrospection introspection = new DryIntrospection(session, wanted.api());
        steps.check(Check.API, this::api);
        steps.check(Check.AUDIENCE, () -> {
            introspection.evaluate(claims.get());
            return introspection.isInAudience()
                    ? Finding.PASSED
                    : remedies(claims.get()).audience();
        });
        if (wanted.scope() != null) {
            steps.check(
                    Check.SCOPE,
                    () -> claims.get().scopes().contains(wanted.scope())
                            ? Finding.PASSED
                            : remedies(claims.get()).scope(wanted.scope()));
        }
        return steps.toList();
    }

    /**
     * Returns the steps for a derived JWT.
     *
     * @param presented API token, and number of the secret, that the JWT names
     */
    public List<Step> of(PresentedSecret presented, String jwt) {
        Steps steps = verified(inspect(presented));
        // Keycloak needs the client that asks. If the caller may not know it, the token client stands in for it.
        DryIntrospection introspection =
                new DryIntrospection(session, wanted.api() == null ? client(presented) : wanted.api());
        steps.check(Check.JWT, () -> introspection.verify(jwt));
        steps.check(Check.API, this::api);
        steps.check(
                Check.AUDIENCE,
                () -> introspection.isInAudience()
                        ? Finding.PASSED
                        : Finding.failed("not_in_audience", Remedy.EXCHANGE_FOR_API));
        if (wanted.scope() != null) {
            Set<String> needed = Set.of(wanted.scope());
            steps.check(
                    Check.SCOPE,
                    () -> introspection.scopes().containsAll(needed)
                            ? Finding.PASSED
                            : Finding.failed("scope_missing", Remedy.EXCHANGE_WITH_SCOPE));
        }
        return steps.toList();
    }

    private Verification inspect(PresentedSecret presented) {
        return new ApiTokenVerifier(session).inspect(presented);
    }

    private ClientModel client(PresentedSecret presented) {
        return session.getContext().getRealm().getClientById(presented.token().clientId());
    }

    private Steps verified(Verification verification) {
        Optional<Rejected> rejected =
                verification instanceof Rejected refusal ? Optional.of(refusal) : Optional.empty();
        Steps steps = new Steps();
        for (Verification.Check check : Verification.Check.values()) {
            if (check != Verification.Check.SESSION) {
                Finding finding = rejected.filter(refusal -> refusal.check() == check)
                        .map(refusal -> Finding.failed(refusal.reason(), remedy(refusal.reason())))
                        .orElse(Finding.PASSED);
                steps.check(Check.valueOf(check.name()), () -> finding);
            }
        }
        return steps;
    }

    private static Remedy remedy(Reason reason) {
        return switch (reason) {
            case UNKNOWN, FOREIGN_REALM -> Remedy.CHECK_SECRET;
            case REALM_DISABLED -> Remedy.ENABLE_REALM;
            case REVOKED, EXPIRED, NOT_BEFORE, CLIENT_NOT_FOUND, USER_NOT_FOUND -> Remedy.MINT;
            case ROTATED -> Remedy.USE_NEW_SECRET;
            case SESSION_ENDED -> Remedy.EXCHANGE_AGAIN;
            case CLIENT_DISABLED -> Remedy.ENABLE_CLIENT;
            case NO_TOKEN_CLIENT -> Remedy.ENABLE_TOKEN_CLIENT;
            case USER_DISABLED -> Remedy.ENABLE_USER;
            case SERVICE_ACCOUNT_DISABLED -> Remedy.ENABLE_SERVICE_ACCOUNT;
        };
    }

    /** Checks what Keycloak's introspection endpoint demands of the client that asks. */
    private Finding api() {
        ClientModel api = wanted.api();
        if (api == null) {
            return Finding.HIDDEN;
        }
        if (!api.isEnabled()) {
            return Finding.failed("api_disabled", Remedy.ENABLE_API);
        }
        if (api.getProtocol() != null && !OIDCLoginProtocol.LOGIN_PROTOCOL.equals(api.getProtocol())) {
            return Finding.failed("api_not_openid", Remedy.USE_OPENID_CLIENT);
        }
        return api.isPublicClient() ? Finding.failed("api_public", Remedy.MAKE_API_CONFIDENTIAL) : Finding.PASSED;
    }

    private Remedies remedies(ApiTokenClaims claims) {
        return new Remedies(claims, wanted);
    }

    private static <T> Supplier<T> once(Supplier<T> supplier) {
        return new Supplier<>() {
            private T value;

            @Override
            public T get() {
                if (value == null) {
                    value = supplier.get();
                }
                return value;
            }
        };
    }
}
