package io.apitokens.keycloak.tests.run;

import java.lang.System.Logger.Level;

import io.apitokens.keycloak.tests.fixture.http.Exchanges;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Prints the last requests of a failed test, their answers, and what the server logged meanwhile. */
public final class FailureReport implements TestExecutionListener {

    private static final System.Logger LOG = System.getLogger(FailureReport.class.getName());

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            Exchanges.forget();
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == Status.FAILED) {
            String exchanges = Exchanges.describe();
            if (!exchanges.isEmpty()) {
                LOG.log(Level.INFO, () -> "=== %s failed. What it asked last:%n%s%n==="
                        .formatted(test.getDisplayName(), exchanges));
            }
        }
    }
}
