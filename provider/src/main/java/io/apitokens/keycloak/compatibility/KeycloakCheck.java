package io.apitokens.keycloak.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.keycloak.common.Version;

/**
 * Compares the extension with the classes of this Keycloak. The extension extends internal classes. Without this check,
 * the JVM would notice a changed class only at the first request that needs it.
 */
public final class KeycloakCheck {

    /** This class notices by itself that Keycloak's caches have changed, and the extension works without it. */
    private static final String OPTIONAL = "/memo/KeycloakCaches.class";

    private static final int SHOWN = 3;

    private KeycloakCheck() {}

    /**
     * Requires that Keycloak has everything that the extension needs of it.
     *
     * @throws IllegalStateException with the names of some classes that do not fit, and the versions to use
     */
    public static void require() {
        Set<String> misfits = Misfits.of(new ClassFiles(KeycloakCheck.class.getClassLoader()), classesOfTheExtension());
        if (!misfits.isEmpty()) {
            throw new IllegalStateException(message(misfits, TestedVersions.ofThisBuild(), Version.VERSION));
        }
    }

    static String message(Set<String> misfits, TestedVersions tested, String version) {
        return ("This version of API tokens does not fit Keycloak %s. Use Keycloak %s, or another version of API tokens:"
                        + " %s%s")
                .formatted(
                        version,
                        tested,
                        misfits.stream().limit(SHOWN).collect(Collectors.joining("; ")),
                        misfits.size() > SHOWN ? "; and %d more".formatted(misfits.size() - SHOWN) : "");
    }

    static Set<String> classesOfTheExtension() {
        try {
            Path place = Path.of(KeycloakCheck.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(place)) {
                return classesIn(place);
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return classesIn(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> classesIn(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> "/" + root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class") && !name.endsWith(OPTIONAL))
                    .map(name -> name.substring(1, name.length() - ".class".length()))
                    .collect(Collectors.toSet());
        }
    }
}
