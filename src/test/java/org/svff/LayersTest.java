package org.svff;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Keeps the packages in their order (docs/architecture.md): each may know those above it, never those below. */
class LayersTest {
    private static final List<String> ORDER = List.of(
            "pci", "world", "access", "audit", "host", "image", "vm", "plan", "policy", "state", "engine", "jmx", "sim",
            "config", "agent", "cli");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.svff");

    @TestFactory
    Stream<DynamicTest> knowsNothingBelow() {
        return ORDER.stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    List<String> below = new ArrayList<>();
                    ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size())
                            .forEach(p -> below.add("org.svff." + p + ".."));
                    noClasses()
                            .that(resideInAPackage("org.svff." + name + ".."))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(below.toArray(String[]::new))
                            .check(CLASSES);
                }));
    }

    @Test
    void everyClassHasItsPlaceInTheOrder() {
        classes()
                .that()
                .resideInAPackage("org.svff..")
                .should()
                .resideInAnyPackage(
                        ORDER.stream().map(p -> "org.svff." + p + "..").toArray(String[]::new))
                .check(CLASSES);
    }

    /** The kernel is reached through the seam only: everything that decides can run against the mock kernel. */
    @Test
    void nativeCallsStayAtTheEdge() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.svff.host..", "org.svff.vm..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(CLASSES);
    }

    /** Planning touches nothing: no files, no sockets, no threads, no clock. */
    @Test
    void planningIsPure() {
        noClasses()
                .that()
                .resideInAnyPackage("org.svff.pci..", "org.svff.world..", "org.svff.plan..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.nio..",
                        "java.net..",
                        "java.util.concurrent..",
                        "org.svff.host..",
                        "org.svff.vm..")
                .check(CLASSES);
    }
}
