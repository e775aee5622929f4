package io.apitokens.keycloak.tests;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

/** Keeps the dependencies of the tests pointing from the subjects down to the fixtures. */
class PackagesTest {

    /**
     * All packages, from the bottom to the top. A package may depend on the layers before its own, and on nothing else
     * of the tests: not on a later layer, and not on a neighbour in its own layer.
     */
    private static final List<List<String>> LAYERS = List.of(
            List.of("server", "fixture.http"),
            List.of("run", "fixture.files", "fixture.endpoint"),
            List.of("fixture.database", "fixture.realm"),
            List.of("fixture.server"),
            List.of("fixture.cluster", "fixture.load"),
            List.of(
                    "browser",
                    "cluster",
                    "docs",
                    "doors",
                    "failure",
                    "forward",
                    "lifecycle",
                    "oauth",
                    "operations",
                    "policy",
                    "rest",
                    "validators"));

    private static final String ROOT = PackagesTest.class.getPackageName();
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(ROOT);

    @Test
    void everyPackageHasALayer() {
        assertThat(CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> !name.equals(ROOT))
                        .distinct())
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

    private static String[] packages(List<List<String>> layers) {
        return layers.stream().flatMap(List::stream).map(PackagesTest::whole).toArray(String[]::new);
    }

    private static String whole(String name) {
        return ROOT + "." + name;
    }
}
