package io.apitokens.keycloak.tests.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionEvaluationListener;
import org.awaitility.core.EvaluatedCondition;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Prints the progress of a build's run, and writes the time of each class to {@code target/times}: part, class,
 * seconds, seconds of CPU time, tests, failed ones; and the number of servers, realms, browsers and waits, with the
 * seconds of each.
 */
public final class ClassTimes implements TestExecutionListener {

    private static final System.Logger LOG = System.getLogger(ClassTimes.class.getName());
    private static final String RUN = System.getProperty("run", "");
    private static final String PART = System.getProperty("part", "all");
    private static final Path FILE = Path.of("target", "times", RUN + ".csv");
    private static final int FORKS = PART.equals("alone") ? 1 : forks(System.getProperty("forks", "1"));

    private Plan plan;
    private long start;
    private Duration cpuAtStart;
    private int tests;
    private int failed;

    @Override
    public void executionStarted(TestIdentifier test) {
        if (!RUN.isEmpty() && isClass(test)) {
            start = System.nanoTime();
            cpuAtStart = CpuTime.now();
            tests = 0;
            failed = 0;
            Spent.drain();
            Awaitility.setDefaultConditionEvaluationListener(new Waits());
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        tests += test.isTest() ? 1 : 0;
        failed += result.getStatus() == Status.FAILED ? 1 : 0;
        if (!RUN.isEmpty() && isClass(test)) {
            String name = ((ClassSource) test.getSource().orElseThrow())
                    .getJavaClass()
                    .getSimpleName();
            double seconds = (System.nanoTime() - start) / 1e9;
            write(name, seconds);
            tell(name, seconds);
        }
    }

    private void write(String name, double seconds) {
        double cpu = CpuTime.now().minus(cpuAtStart).toMillis() / 1e3;
        String line = String.format(Locale.ROOT, "%s,%s,%.1f,%.1f,%d,%d", PART, name, seconds, cpu, tests, failed)
                + Spent.drain().values().stream()
                        .map(total -> String.format(Locale.ROOT, ",%d,%.1f", total.times(), total.seconds()))
                        .collect(Collectors.joining());
        try {
            Files.createDirectories(FILE.getParent());
            Files.write(FILE, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a number of processes, or of processes for each core, as Surefire does: {@code 2} or {@code 0.5C}. */
    private static int forks(String text) {
        return text.endsWith("C")
                ? (int) (Double.parseDouble(text.substring(0, text.length() - 1))
                        * Runtime.getRuntime().availableProcessors())
                : Integer.parseInt(text);
    }

    /** All processes of a run append to the file, so that it shows their progress together. */
    private void tell(String name, double seconds) {
        if (plan == null) {
            plan = Plan.of(PART, System.getProperty("left.out", ""));
        }
        Set<String> done = done();
        String told = String.format(
                Locale.ROOT,
                "%s: class %d of %d, %s%s after %.0f s; about %.0f min left of this part",
                PART,
                done.size(),
                plan.size(),
                name,
                failed == 0 ? "" : " FAILED",
                seconds,
                plan.secondsWithout(done) / FORKS / 60);
        LOG.log(Level.INFO, told);
    }

    private static Set<String> done() {
        try {
            return Files.readAllLines(FILE).stream()
                    .map(line -> line.split(","))
                    .filter(fields -> fields[0].equals(PART))
                    .map(fields -> fields[1])
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isClass(TestIdentifier test) {
        return test.getUniqueIdObject().getSegments().size() == 2
                && test.getSource().filter(ClassSource.class::isInstance).isPresent();
    }

    private static final class Waits implements ConditionEvaluationListener<Object> {

        @Override
        public void conditionEvaluated(EvaluatedCondition<Object> condition) {
            if (condition.isSatisfied()) {
                Spent.add(
                        Spent.Kind.WAITS,
                        Duration.ofMillis(condition.getElapsedTimeInMS()).toNanos());
            }
        }
    }
}
