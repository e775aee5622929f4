package io.apitokens.keycloak.oauth;

import java.util.function.Supplier;

import io.apitokens.keycloak.log.LogMessage;
import io.apitokens.keycloak.policy.ApiTokenConflictException;
import io.apitokens.keycloak.policy.ApiTokenForbiddenException;
import io.apitokens.keycloak.policy.AuthenticationTooOldException;
import io.apitokens.keycloak.policy.InvalidPolicyException;
import io.apitokens.keycloak.store.ApiTokenBusyException;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import org.jboss.logging.Logger;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.CorsErrorResponseException;

/** Translates exceptions of policy and model to error responses of an exchange. */
record MintingErrors(KeycloakSession session, ExchangeErrors errors) {

    private static final Logger LOG = Logger.getLogger(ApiTokenMintingProvider.class);

    /** @throws CorsErrorResponseException if the action fails because of the request */
    <T> T translate(Supplier<T> action) {
        try {
            return action.get();
        } catch (InvalidApiTokenException e) {
            throw invalid(e);
        } catch (ApiTokenConflictException e) {
            throw errors.invalid(OAuthErrorException.INVALID_REQUEST, e.getMessage());
        } catch (ApiTokenForbiddenException e) {
            e.describe(errors.event());
            throw errors.refused(e.getMessage());
        } catch (AuthenticationTooOldException e) {
            throw errors.invalid(
                    OAuthErrorException.INVALID_REQUEST,
                    "The user's authentication is older than %d seconds".formatted(e.maxAge()));
        } catch (ApiTokenBusyException e) {
            throw errors.busy(session, e);
        } catch (InvalidPolicyException e) {
            String realm = session.getContext().getRealm().getName();
            LogMessage.NOTHING_MINTED.log(LOG, e, realm, e.attribute());
            throw errors.refused(e.getMessage());
        }
    }

    private CorsErrorResponseException invalid(InvalidApiTokenException e) {
        return "scopes".equals(e.field())
                ? errors.invalid(OAuthErrorException.INVALID_SCOPE, e.getMessage())
                : errors.invalid(
                        OAuthErrorException.INVALID_REQUEST,
                        MintingForm.parameterOf(e.field()) + ": " + e.getMessage());
    }
}
