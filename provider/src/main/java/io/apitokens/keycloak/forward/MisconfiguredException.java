package io.apitokens.keycloak.forward;

/** The proxy asks wrongly, or its API cannot authenticate. The credential of the end client may be valid. */
final class MisconfiguredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String error;

    /**
     * @param error code of RFC 6749, section 5.2
     * @param description for the operator of the proxy; never has a value of the request
     */
    MisconfiguredException(String error, String description) {
        super(description);
        this.error = error;
    }

    String error() {
        return error;
    }
}
