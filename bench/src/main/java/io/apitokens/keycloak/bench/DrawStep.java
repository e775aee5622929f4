package io.apitokens.keycloak.bench;

import java.util.function.Supplier;

import io.hyperfoil.api.config.Step;
import io.hyperfoil.api.config.Visitor;
import io.hyperfoil.api.session.ObjectAccess;
import io.hyperfoil.api.session.Session;

/** Draws the message of the next request. */
final class DrawStep implements Step {

    private final ObjectAccess message;

    // Hyperfoil visits the fields of steps; this one is not for it.
    @Visitor.Ignore
    private final transient Supplier<Message> messages;

    @Visitor.Ignore
    private volatile long begin;

    DrawStep(ObjectAccess message, Supplier<Message> messages) {
        this.message = message;
        this.messages = messages;
    }

    /** Returns when it was first called, by {@link System#nanoTime}. */
    long begin() {
        return begin;
    }

    @Override
    public boolean invoke(Session session) {
        if (begin == 0) {
            begin = System.nanoTime();
        }
        message.setObject(session, messages.get());
        return true;
    }
}
