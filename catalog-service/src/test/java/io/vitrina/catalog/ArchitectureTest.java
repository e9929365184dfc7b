package io.vitrina.catalog;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String BASE = "io.vitrina.catalog";
    private static final List<String> FEATURES =
            List.of("cache", "category", "config", "history", "listing", "media", "product", "stock", "transfer");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void knowsEveryFeature() {
        for (String feature : FEATURES) {
            assertThat(CLASSES.stream().filter(c -> c.getPackageName().equals(BASE + '.' + feature)))
                    .as("a rule about an empty package proves nothing: %s", feature)
                    .isNotEmpty();
        }
        assertThat(CLASSES.stream().map(c -> c.getPackageName()).distinct()).hasSize(FEATURES.size() + 1);
    }

    @Test
    void featuresFormNoRing() {
        slices().matching(BASE + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("a feature must be readable without the ones that use it")
                .check(CLASSES);
    }

    @Test
    void resourcesTouchNoRows() {
        noClasses()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Repository")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(EntityManager.class)
                .orShould()
                .dependOnClassesThat()
                .areAnnotatedWith(Entity.class)
                .because("a resource translates HTTP; rules and rows live behind it")
                .check(CLASSES);
    }

    @Test
    void onlyServicesBeginTransactions() {
        methods()
                .that()
                .areAnnotatedWith(Transactional.class)
                .should()
                .beDeclaredInClassesThat()
                .haveNameMatching(".*(Service|ImportBatch)")
                .because("whoever reads a transaction must find all of it in one place")
                .check(CLASSES);
    }

    @Test
    void everyCallSaysWhoMayMakeIt() {
        methods()
                .that()
                .areMetaAnnotatedWith(HttpMethod.class)
                .should()
                .beAnnotatedWith(RolesAllowed.class)
                .orShould()
                .beAnnotatedWith(PermitAll.class)
                .orShould()
                .beAnnotatedWith(DenyAll.class)
                .because("a forgotten annotation must not open a call")
                .check(CLASSES);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields()
                .should()
                .beAnnotatedWith(Inject.class)
                .because("constructors show what a class needs")
                .check(CLASSES);
    }

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("tests must be able to set the time")
                .check(CLASSES);
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("SystemClock")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .because("there is one clock")
                .check(CLASSES);
    }

    @Test
    void moneyNeverFloats() {
        fields().should()
                .notHaveRawType(double.class)
                .andShould()
                .notHaveRawType(float.class)
                .because("prices are whole numbers of minor units")
                .check(CLASSES);
        noMethods()
                .should()
                .haveRawReturnType(double.class)
                .orShould()
                .haveRawReturnType(float.class)
                .check(CLASSES);
    }

    @Test
    void nobodyPrints() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("there is a log")
                .check(CLASSES);
    }

    @Test
    void namesSayWhatThingsAre() {
        classes()
                .should()
                .haveNameNotMatching(".*(Impl|Manager|Helper|Util|Utils|DTO|Dto)")
                .because("such names say nothing")
                .check(CLASSES);
    }
}
