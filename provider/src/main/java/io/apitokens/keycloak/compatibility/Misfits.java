package io.apitokens.keycloak.compatibility;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.apitokens.keycloak.compatibility.ClassFile.Member;

/**
 * Finds what the extension needs of the classes of Keycloak and its libraries and this Keycloak does not have: classes,
 * methods and fields that are missing, not accessible or of another kind, final classes and methods that the extension
 * extends, and methods that it would have to implement.
 */
final class Misfits {

    private final ClassFiles files;
    private final Set<String> misfits = new TreeSet<>();

    private Misfits(ClassFiles files) {
        this.files = files;
    }

    /**
     * Returns a sentence for each misfit.
     *
     * @param names the classes to check, in their internal form
     */
    static Set<String> of(ClassFiles files, Set<String> names) {
        Misfits misfits = new Misfits(files);
        names.forEach(name -> files.find(name).ifPresent(misfits::check));
        return misfits.misfits;
    }

    private void check(ClassFile file) {
        files.uses(file.name()).ifPresent(uses -> new UsesCheck(files, file, this::add).check(uses));
        requireKind(file.parent(), false);
        file.interfaces().forEach(type -> requireKind(type, true));
        files.lineage(file.name()).ifPresent(lineage -> {
            checkFinal(file, lineage.subList(1, lineage.size()));
            if (!file.isAbstract()) {
                checkImplemented(lineage);
            }
        });
    }

    private void requireKind(String type, boolean isInterface) {
        files.find(type)
                .filter(file -> file.isInterface() != isInterface)
                .ifPresent(file -> add(type, isInterface ? "is no interface" : "is an interface"));
    }

    private void checkFinal(ClassFile file, List<ClassFile> ancestors) {
        for (ClassFile ancestor : ancestors) {
            if (ancestor.isFinal()) {
                add(ancestor.name(), "is final");
            }
            ancestor.members().forEach((member, flags) -> {
                if (member.isMethod()
                        && Modifier.isFinal(flags)
                        && !Modifier.isPrivate(flags)
                        && !Modifier.isStatic(flags)
                        && file.members().containsKey(member)) {
                    add(ancestor.name(), "has the final method " + member);
                }
            });
        }
    }

    /** Checks that a class which can be instantiated has a body for each method. */
    private void checkImplemented(List<ClassFile> lineage) {
        Set<Member> implemented = new HashSet<>();
        Map<Member, String> missing = new HashMap<>();
        for (ClassFile file : lineage) {
            collect(file, implemented, missing);
        }
        List<String> interfaces = new ArrayList<>();
        lineage.forEach(file -> interfaces.addAll(file.interfaces()));
        Set<String> seen = new HashSet<>();
        while (!interfaces.isEmpty()) {
            String next = interfaces.remove(0);
            Optional<ClassFile> file = seen.add(next) ? files.find(next) : Optional.empty();
            file.ifPresent(type -> {
                collect(type, implemented, missing);
                interfaces.addAll(type.interfaces());
            });
        }
        missing.keySet().removeAll(implemented);
        missing.forEach((member, owner) ->
                add(owner, "demands " + member + " of " + dotted(lineage.get(0).name())));
    }

    private static void collect(ClassFile file, Set<Member> implemented, Map<Member, String> missing) {
        file.members().forEach((member, flags) -> {
            if (member.isMethod() && !Modifier.isStatic(flags)) {
                if (Modifier.isAbstract(flags)) {
                    missing.putIfAbsent(member, file.name());
                } else {
                    implemented.add(member);
                }
            }
        });
    }

    private void add(String name, String misfit) {
        misfits.add(dotted(name) + " " + misfit);
    }

    private static String dotted(String name) {
        return name.replace('/', '.');
    }
}
