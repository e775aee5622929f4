package io.apitokens.keycloak.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** Keycloak, the jars for it, and the examples, as the build of this module has unpacked and collected them. */
public final class Distribution {

    private final Path target;
    private final String version;

    private Distribution(Path target, String version) {
        this.target = target;
        this.version = version;
    }

    /**
     * Returns the distribution that was built together with this class, or the version of Keycloak that the system
     * property {@code keycloak} names, which the profile {@code compatibility} unpacks beside it.
     */
    public static Distribution find() {
        try {
            Path classes = Path.of(Distribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new Distribution(classes.getParent(), System.getProperty("keycloak", builtVersion()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the version. An earlier build may have left another version beside this one. */
    private static String builtVersion() {
        try (InputStream file = Distribution.class.getResourceAsStream("distribution.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the repository that this was built from. */
    public Path repository() {
        return target.getParent().getParent();
    }

    /** Returns the version of Keycloak. */
    public String version() {
        return version;
    }

    /** Returns the jars to install into Keycloak. */
    public List<Path> providers() {
        return list(target.resolve("providers"));
    }

    /** Returns the jar of an example, by the name of its folder. */
    public Path example(String name) {
        return target.resolve("examples").resolve(name + ".jar");
    }

    /** Returns the file of the demo realm for the import. */
    public Path demoRealm() {
        return repository().resolve("realm-export").resolve("demo-realm.json");
    }

    /**
     * Installs Keycloak into a folder, which is created if it is missing. If the folder has a Keycloak of the same
     * version, its data stay, and only jars that differ are replaced, because Keycloak builds itself again for a
     * replaced jar.
     *
     * @param providers the jars to install; any other jar is removed
     * @param realms files to import at the first start
     */
    public Path install(Path home, List<Path> providers, List<Path> realms) {
        Path keycloak = target.resolve("distribution").resolve("keycloak-" + version);
        try {
            Path marker = home.resolve("version.txt");
            if (!Files.exists(marker) || Files.mismatch(marker, keycloak.resolve("version.txt")) >= 0) {
                copyTree(keycloak, home);
            }
            replace(providers, Files.createDirectories(home.resolve("providers")), ".jar");
            replace(realms, Files.createDirectories(home.resolve("data").resolve("import")), ".json");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot install Keycloak into " + home + ": " + e, e);
        }
        return home;
    }

    private static void replace(List<Path> files, Path folder, String suffix) throws IOException {
        for (Path present : list(folder)) {
            boolean wanted = files.stream().anyMatch(file -> file.getFileName().equals(present.getFileName()));
            if (!wanted && present.toString().endsWith(suffix)) {
                Files.delete(present);
            }
        }
        for (Path file : files) {
            Path installed = folder.resolve(file.getFileName());
            if (!Files.exists(installed) || Files.mismatch(file, installed) >= 0) {
                Files.copy(file, installed, StandardCopyOption.REPLACE_EXISTING);
                Files.setLastModifiedTime(installed, timeOfContents(file));
            }
        }
    }

    /**
     * Returns a time that depends only on the contents. Keycloak builds itself again for a jar with another time, and
     * each build of this project packages the jars again.
     */
    private static FileTime timeOfContents(Path file) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(Files.readAllBytes(file));
        return FileTime.from(checksum.getValue() / 4, TimeUnit.SECONDS);
    }

    /** Copies over existing files. Copies the file with the version last, so that an interrupted copy is repeated. */
    private static void copyTree(Path source, Path destination) throws IOException {
        if (Files.exists(destination.resolve("lib"))) {
            deleteTree(destination.resolve("lib"));
        }
        try (Stream<Path> paths = Files.walk(source)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path copy = destination.resolve(source.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else if (!path.endsWith("version.txt")) {
                    Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        Files.copy(
                source.resolve("version.txt"), destination.resolve("version.txt"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths.sorted((a, b) -> b.compareTo(a))::iterator) {
                Files.delete(path);
            }
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no " + folder + ": build with ./mvnw package first", e);
        }
    }
}
