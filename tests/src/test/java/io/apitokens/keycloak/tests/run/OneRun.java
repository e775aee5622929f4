package io.apitokens.keycloak.tests.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the tests that {@code ./it} names: classes, and methods as {@code Class#method}. */
public final class OneRun {

    private static final Path CLASSES = Path.of("target", "test-classes");
    private static final int SHOWN_FRAMES = 12;

    private OneRun() {}

    public static void main(String[] names) {
        try {
            run(Stream.of(names).flatMap(OneRun::selectors).toList());
        } catch (IllegalArgumentException e) {
            new PrintWriter(System.err, true).println(e.getMessage());
            System.exit(2);
        }
    }

    private static void run(List<DiscoverySelector> selectors) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectors)
                                    .build(),
                            listener);
        }
        TestExecutionSummary summary = listener.getSummary();
        PrintWriter out = new PrintWriter(System.out, true);
        summary.printFailuresTo(out, SHOWN_FRAMES);
        out.printf(
                "%n%d tests, %d failed, %d skipped, in %.1f s%n",
                summary.getTestsFoundCount(),
                summary.getTotalFailureCount(),
                summary.getTestsSkippedCount(),
                (summary.getTimeFinished() - summary.getTimeStarted()) / 1e3);
        System.exit(summary.getTestsFoundCount() > 0 && summary.getTotalFailureCount() == 0 ? 0 : 1);
    }

    private static Stream<DiscoverySelector> selectors(String name) {
        String[] parts = name.split("#", 2);
        Class<?> type = find(parts[0]);
        if (parts.length == 1) {
            return Stream.of(DiscoverySelectors.selectClass(type));
        }
        List<Method> methods = Stream.of(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(parts[1]))
                .toList();
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("There is no test " + parts[1] + " in " + type.getName());
        }
        return methods.stream().map(method -> DiscoverySelectors.selectMethod(type, method));
    }

    /** Returns a class by its simple name. */
    private static Class<?> find(String name) {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            Path file = files.filter(path -> path.endsWith(name + ".class"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no test class " + name));
            String path = CLASSES.relativize(file).toString();
            return Class.forName(path.substring(0, path.length() - ".class".length())
                    .replace(file.getFileSystem().getSeparator(), "."));
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
