package io.apitokens.keycloak.compatibility;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.apitokens.keycloak.compatibility.ClassFile.Member;

/** The classes that a class loader has, as their files describe them. */
final class ClassFiles {

    private final ClassLoader loader;
    private final Map<String, Optional<ClassFile>> found = new HashMap<>();

    ClassFiles(ClassLoader loader) {
        this.loader = loader;
    }

    private interface Reader<T> {

        T read(InputStream file) throws IOException;
    }

    /** Returns a class by its internal name; empty if there is none. */
    Optional<ClassFile> find(String name) {
        Optional<ClassFile> known = found.get(name);
        if (known == null) {
            known = read(name, ClassFileReader::read);
            found.put(name, known);
        }
        return known;
    }

    /** Returns whether there is no such class. A class loader may have a class whose file it does not show. */
    boolean isMissing(String name) {
        if (find(name).isPresent()) {
            return false;
        }
        try {
            Class.forName(name.replace('/', '.'), false, loader);
            return false;
        } catch (ClassNotFoundException | LinkageError e) {
            return true;
        }
    }

    /** Returns what a class uses; empty if there is no such class. */
    Optional<Uses> uses(String name) {
        return read(name, ClassFileReader::readUses);
    }

    private <T> Optional<T> read(String name, Reader<T> reader) {
        try (InputStream file = loader.getResourceAsStream(name + ".class")) {
            return file == null ? Optional.empty() : Optional.of(reader.read(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read class " + name, e);
        }
    }

    /** Returns the class and its ancestors, nearest first; empty if one of them is missing. */
    Optional<List<ClassFile>> lineage(String name) {
        List<ClassFile> lineage = new ArrayList<>();
        for (String next = name; next != null; ) {
            Optional<ClassFile> file = find(next);
            if (file.isEmpty()) {
                return Optional.empty();
            }
            lineage.add(file.get());
            next = file.get().parent();
        }
        return Optional.of(lineage);
    }

    /** Returns whether a class, its ancestors and all their interfaces are there. */
    boolean areComplete(String name) {
        Optional<ClassFile> file = find(name);
        return file.isPresent()
                && (file.get().parent() == null || areComplete(file.get().parent()))
                && file.get().interfaces().stream().allMatch(this::areComplete);
    }

    /** Returns the class that declares a member which a class has or inherits; empty if none is found. */
    Optional<ClassFile> declaring(String owner, Member member) {
        Optional<ClassFile> file = find(owner);
        if (file.isEmpty() || file.get().members().containsKey(member)) {
            return file;
        }
        if (member.isConstructor()) {
            return Optional.empty();
        }
        Optional<ClassFile> inherited =
                Optional.ofNullable(file.get().parent()).flatMap(type -> declaring(type, member));
        for (String type : file.get().interfaces()) {
            inherited = inherited.or(() -> declaring(type, member));
        }
        return inherited;
    }
}
