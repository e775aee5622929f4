package io.apitokens.keycloak.memo;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Switches code off for good once a class of Keycloak that it needs is missing or different. */
final class Fallback {

    private final Consumer<LinkageError> onSwitchOff;
    private volatile boolean off;

    /** @param onSwitchOff called once with the error; with null if Keycloak uses other classes */
    Fallback(Consumer<LinkageError> onSwitchOff) {
        this.onSwitchOff = onSwitchOff;
    }

    boolean isOff() {
        return off;
    }

    /** Returns the result of the code, or {@code otherwise} if the code is switched off. */
    <T> T call(Supplier<T> code, T otherwise) {
        if (off) {
            return otherwise;
        }
        try {
            return code.get();
        } catch (LinkageError e) {
            switchOff(e);
            return otherwise;
        }
    }

    synchronized void switchOff(LinkageError cause) {
        if (!off) {
            off = true;
            onSwitchOff.accept(cause);
        }
    }
}
