package io.vitrina.kit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class KitArchitectureTest {

    private static final String KIT = "io.vitrina.kit";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(KIT);

    @Test
    void knowsNoFeature() {
        assertThat(classes).isNotEmpty();
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vitrina.auth..", "io.vitrina.catalog..", "io.vitrina.cart..", "io.vitrina.gateway..")
                .because("every service depends on the kit, so the kit may depend on none")
                .check(classes);
    }

    @Test
    void ownsNoData() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "org.hibernate..")
                .because("the kit is no place for tables: each belongs to one service")
                .check(classes);
        noClasses()
                .that()
                .resideOutsideOfPackage(KIT + ".database")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..")
                .because("whether the database is there is all that the kit asks of it")
                .check(classes);
    }

    @Test
    void hasNoCycles() {
        slices().matching(KIT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("each part can be read alone")
                .check(classes);
    }
}
