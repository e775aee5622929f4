package io.apitokens.keycloak;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Keeps the dependencies between packages pointing from the endpoints down to the token. */
class PackagesTest {

    /**
     * All packages, from the bottom to the top. A package may depend on the layers before its own, and on nothing else
     * of the extension: not on a later layer, and not on a neighbour in its own layer.
     */
    private static final List<List<String>> LAYERS = List.of(
            List.of("compatibility", "log", "token"),
            List.of("event"),
            List.of("store"),
            List.of("store.jpa", "session"),
            List.of("verification", "revocation"),
            List.of("policy", "memo"),
            List.of("claims", "metrics", "notice", "rest", "admin.bulk"),
            List.of("forward", "diagnosis", "admin.application", "admin.export"),
            List.of("doors", "oauth", "account", "admin", "lifecycle"));

    private static final String ROOT = PackagesTest.class.getPackageName();
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void everyPackageHasALayer() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
                .containsExactlyInAnyOrder(packages(LAYERS));
    }

    @TestFactory
    Stream<DynamicTest> dependenciesPointDown() {
        return IntStream.range(0, LAYERS.size()).boxed().flatMap(layer -> LAYERS.get(layer).stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> dependsOnlyOn(name, LAYERS.subList(0, layer)))));
    }

    private static void dependsOnlyOn(String name, List<List<String>> below) {
        classes()
                .that()
                .resideInAPackage(whole(name))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(ROOT + "..")
                        .or(resideInAnyPackage(whole(name)))
                        .or(resideInAnyPackage(packages(below))))
                .check(CLASSES);
    }

    @Test
    void nothingDependsOnTheImplementationOfTheStore() {
        noClasses()
                .that()
                .resideOutsideOfPackage(whole("store.jpa"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(whole("store.jpa"))
                .check(CLASSES);
    }

    @Test
    void thereAreNoCircles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    private static String[] packages(List<List<String>> layers) {
        return layers.stream().flatMap(List::stream).map(PackagesTest::whole).toArray(String[]::new);
    }

    private static String whole(String name) {
        return ROOT + "." + name;
    }
}
