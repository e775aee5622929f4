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

    /** Returns a class by its internal name; empty if there is none. */
    Optional<ClassFile> find(String name) {
        Optional<ClassFile> known = found.get(name);
        if (known == null) {
            known = read(name);
            found.put(name, known);
        }
        return known;
    }

    private Optional<ClassFile> read(String name) {
        try (InputStream file = loader.getResourceAsStream(name + ".class")) {
            return file == null ? Optional.empty() : Optional.of(ClassFileReader.read(file));
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

    /** Returns whether a class has or inherits a member. Assumes it of a class that is missing. */
    boolean has(String owner, Member member) {
        Optional<ClassFile> file = find(owner);
        if (file.isEmpty() || file.get().members().containsKey(member)) {
            return true;
        }
        if (member.isConstructor()) {
            return false;
        }
        String parent = file.get().parent();
        return parent != null && has(parent, member)
                || file.get().interfaces().stream().anyMatch(type -> has(type, member));
    }
}
