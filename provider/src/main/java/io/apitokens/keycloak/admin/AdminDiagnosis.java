package io.apitokens.keycloak.admin;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.apitokens.keycloak.diagnosis.ApiTokenDiagnosis;
import io.apitokens.keycloak.diagnosis.Case;
import io.apitokens.keycloak.diagnosis.Step;
import io.apitokens.keycloak.rest.JsonBody;
import io.apitokens.keycloak.rest.RestErrors;
import io.apitokens.keycloak.session.DerivedClaim;
import io.apitokens.keycloak.store.ApiTokenProvider;
import io.apitokens.keycloak.store.PresentedSecret;
import io.apitokens.keycloak.token.ApiToken;
import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.Secret;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.util.TokenUtil;

/**
 * Tells an admin why an API refuses a token. An API token of another realm, or of a user whom the admin may not view,
 * is answered like an unknown one. The admin learns about clients only what the admin may view.
 */
record AdminDiagnosis(AdminRequest request) {

    /** @param body a {@link DiagnoseRepresentation} */
    DiagnosisRepresentation diagnose(InputStream body) {
        try {
            DiagnoseRepresentation wanted = JsonBody.read(body, DiagnoseRepresentation.class);
            wanted.check();
            return diagnose(wanted);
        } catch (InvalidApiTokenException e) {
            throw RestErrors.invalid(e);
        }
    }

    private DiagnosisRepresentation diagnose(DiagnoseRepresentation wanted) {
        ApiTokenDiagnosis diagnosis = new ApiTokenDiagnosis(
                request.session(), new Case(api(wanted.api()), wanted.scope(), client -> request.auth()
                        .clients()
                        .canView(client)));
        if (wanted.token() == null || wanted.token().isBlank()) {
            return answer(
                    request.find(wanted.id()).map(AdminDiagnosis::newest),
                    found -> diagnosis.of(found.token()),
                    diagnosis.unknown(false));
        }
        Optional<Secret> secret = Secret.parse(wanted.token());
        if (secret.isPresent()) {
            return answer(
                    ApiTokenProvider.of(request.session()).bySecret(secret.get()),
                    diagnosis::of,
                    diagnosis.unknown(false));
        }
        return diagnoseJwt(wanted.token(), diagnosis);
    }

    private DiagnosisRepresentation diagnoseJwt(String jwt, ApiTokenDiagnosis diagnosis) {
        Optional<JsonWebToken> content = content(jwt);
        Optional<DerivedClaim> claim =
                content.filter(AdminDiagnosis::isAccessToken).flatMap(DerivedClaim::of);
        if (claim.isEmpty()) {
            return DiagnosisRepresentation.of(null, content.isPresent() ? diagnosis.otherJwt() : diagnosis.malformed());
        }
        return answer(
                request.find(claim.get().apiTokenId())
                        .map(token -> new PresentedSecret(token, claim.get().secretNumber())),
                found -> diagnosis.of(found, jwt),
                diagnosis.unknown(true));
    }

    private DiagnosisRepresentation answer(
            Optional<PresentedSecret> found, Function<PresentedSecret, List<Step>> steps, List<Step> unknown) {
        return found.filter(presented -> isVisible(presented.token()))
                .map(presented -> DiagnosisRepresentation.of(
                        new AdminRepresentations(request).of(presented.token()), steps.apply(presented)))
                .orElseGet(() -> DiagnosisRepresentation.of(null, unknown));
    }

    private boolean isVisible(ApiToken token) {
        return token.realmId().equals(request.realm().getId())
                && request.canView(request.session().users().getUserById(request.realm(), token.userId()));
    }

    private static PresentedSecret newest(ApiToken token) {
        return new PresentedSecret(token, token.rotation().number());
    }

    /**
     * Returns the API; null if the admin may not view it, or if it does not exist and the admin may not know that.
     *
     * @throws InvalidApiTokenException if it does not exist and the admin may know that
     */
    private ClientModel api(String clientId) {
        ClientModel api = clientId.indexOf('\0') >= 0 ? null : request.realm().getClientByClientId(clientId);
        if (api == null && request.auth().clients().canView()) {
            throw new InvalidApiTokenException("apiTokenParameterInvalid", "api");
        }
        return api != null && request.auth().clients().canView(api) ? api : null;
    }

    /** Reads a JWT without verifying it. */
    private static Optional<JsonWebToken> content(String jwt) {
        try {
            return Optional.ofNullable(new JWSInput(jwt).readJsonContent(JsonWebToken.class));
        } catch (JWSInputException e) {
            return Optional.empty();
        }
    }

    private static boolean isAccessToken(JsonWebToken token) {
        return TokenUtil.TOKEN_TYPE_BEARER.equals(token.getType()) || TokenUtil.TOKEN_TYPE_DPOP.equals(token.getType());
    }
}
