package io.apitokens.keycloak.admin;

import io.apitokens.keycloak.token.InvalidApiTokenException;
import io.apitokens.keycloak.token.Secret;

/**
 * The body of a request to diagnose.
 *
 * @param token secret or derived JWT; or {@code id}
 * @param id of an API token, which stands for its newest secret
 * @param api OAuth client_id of the API that refuses the token
 * @param scope that the API needs; left out for none
 */
public record DiagnoseRepresentation(String token, String id, String api, String scope) {

    /** @throws InvalidApiTokenException naming the field that is missing or superfluous */
    void check() {
        boolean hasToken = isGiven(token);
        if (hasToken == isGiven(id)) {
            throw new InvalidApiTokenException(
                    hasToken ? "apiTokenDiagnosisTokenAmbiguous" : "apiTokenDiagnosisTokenRequired",
                    hasToken ? "id" : "token");
        }
        if (!isGiven(api)) {
            throw new InvalidApiTokenException("apiTokenDiagnosisApiRequired", "api");
        }
        if (scope != null && Secret.isIn(scope)) {
            throw new InvalidApiTokenException("apiTokenTextHasSecret", "scope");
        }
        if (scope != null && (scope.isBlank() || scope.codePoints().anyMatch(Character::isWhitespace))) {
            throw new InvalidApiTokenException("apiTokenDiagnosisScopeInvalid", "scope");
        }
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isBlank();
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "DiagnoseRepresentation[" + api + "]";
    }
}
