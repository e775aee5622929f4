package io.apitokens.keycloak.tests.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionEvaluationListener;
import org.awaitility.core.EvaluatedCondition;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Writes what each class took, and what it spent its time on, to target/times. */
public final class ClassTimes implements TestExecutionListener {

    private static final Path FILE = Path.of("target", "times")
            .resolve(System.getProperty("run", "h2") + "-" + System.getProperty("fork", "fork-1") + ".csv");

    private long start;
    private Duration cpuAtStart;
    private int tests;
    private int failed;

    @Override
    public void executionStarted(TestIdentifier test) {
        if (isClass(test)) {
            start = System.nanoTime();
            cpuAtStart = CpuTime.now();
            tests = 0;
            failed = 0;
            Spent.drain();
            Awaitility.setDefaultConditionEvaluationListener(new ConditionEvaluationListener<Object>() {
                @Override
                public void conditionEvaluated(EvaluatedCondition<Object> condition) {
                    if (condition.isSatisfied()) {
                        Spent.add(Spent.Kind.WAITS, condition.getElapsedTimeInMS() * 1_000_000);
                    }
                }
            });
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        tests += test.isTest() ? 1 : 0;
        failed += result.getStatus() == TestExecutionResult.Status.SUCCESSFUL ? 0 : 1;
        if (isClass(test)) {
            write(((ClassSource) test.getSource().orElseThrow()).getJavaClass().getSimpleName());
        }
    }

    private void write(String name) {
        StringBuilder line = new StringBuilder("%s,%.1f,%.1f,%d,%d"
                .formatted(
                        name,
                        (System.nanoTime() - start) / 1e9,
                        CpuTime.now().minus(cpuAtStart).toMillis() / 1e3,
                        tests,
                        failed));
        for (Map.Entry<Spent.Kind, Spent.Total> spent : Spent.drain().entrySet()) {
            line.append(String.format(
                    Locale.ROOT,
                    ",%d,%.1f",
                    spent.getValue().times(),
                    spent.getValue().seconds()));
        }
        try {
            Files.createDirectories(FILE.getParent());
            Files.write(FILE, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isClass(TestIdentifier test) {
        return test.getUniqueIdObject().getSegments().size() == 2
                && test.getSource().filter(ClassSource.class::isInstance).isPresent();
    }
}
