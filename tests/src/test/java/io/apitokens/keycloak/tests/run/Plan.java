package io.apitokens.keycloak.tests.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.support.AnnotationSupport;

/** The classes of this part of a run, by their tags, and the seconds that each took when it was last measured. */
final class Plan {

    private static final Path CLASSES = Path.of("target", "test-classes");
    private static final String SUFFIX = "IT.class";

    /** The seconds of a class that the file does not list, because it takes less than ten or is new. */
    private static final double UNKNOWN = 5;

    private final Map<String, Double> seconds = new HashMap<>();

    private Plan() {}

    /**
     * Returns the classes of a part.
     *
     * @param part as the build calls it: 'all', 'alone', 'newest' or 'other' for the version of Keycloak, or the
     *     database that its own classes run on once more
     */
    static Plan of(String part, String leftOut) {
        Plan plan = new Plan();
        Map<String, Double> measured = measured(part);
        try (Stream<Path> files = Files.walk(CLASSES)) {
            files.map(file -> CLASSES.relativize(file)
                            .toString()
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> load(name.substring(0, name.length() - ".class".length())))
                    .filter(type -> isIn(type, part, leftOut))
                    .map(Class::getSimpleName)
                    .forEach(name -> plan.seconds.put(name, measured.getOrDefault(name, UNKNOWN)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return plan;
    }

    int size() {
        return seconds.size();
    }

    boolean has(String name) {
        return seconds.containsKey(name);
    }

    /** Returns the seconds that are left when some classes are done. */
    double secondsWithout(Set<String> done) {
        return seconds.entrySet().stream()
                .filter(entry -> !done.contains(entry.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static boolean isIn(Class<?> type, String part, String leftOut) {
        Set<String> tags = tags(type);
        if (tags.contains(leftOut)) {
            return false;
        }
        return switch (part) {
            case "alone" -> tags.contains("alone");
            case "all" -> !tags.contains("alone");
            case "newest", "other" -> anyMethodHas("compatibility", type, tags);
            default -> !tags.contains("alone") && anyMethodHas("database", type, tags);
        };
    }

    private static boolean anyMethodHas(String tag, Class<?> type, Set<String> tags) {
        Set<String> all = new HashSet<>(tags);
        Stream.of(type.getDeclaredMethods()).map(Plan::tags).forEach(all::addAll);
        return all.contains(tag);
    }

    private static Set<String> tags(AnnotatedElement element) {
        return AnnotationSupport.findRepeatableAnnotations(element, Tag.class).stream()
                .map(Tag::value)
                .collect(Collectors.toSet());
    }

    /** Reads {@code class-times.csv}: part, class, seconds. */
    private static Map<String, Double> measured(String part) {
        try (InputStream file = Plan.class.getResourceAsStream("/class-times.csv")) {
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.stream()
                    .map(line -> line.split(","))
                    .filter(fields -> fields[0].equals(part))
                    .collect(Collectors.toMap(fields -> fields[1], fields -> Double.valueOf(fields[2])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Plan.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
