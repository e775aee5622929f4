package io.apitokens.keycloak.bench;

/**
 * The one answer that counts; any other fails the run.
 *
 * @param text that the body contains once; null where there is no body
 */
record Expected(int status, String text) {

    boolean isMetBy(Http.Answer answer) {
        return answer.status() == status && (text == null || answer.body().contains(text));
    }
}
