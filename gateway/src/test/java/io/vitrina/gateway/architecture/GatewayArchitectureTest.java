package io.vitrina.gateway.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GatewayArchitectureTest {

    private static final String BASE = "io.vitrina.gateway";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void hasTheFeaturesTheseRulesSpeakOf() {
        for (String feature : new String[] {"route", "limit", "docs", "cache", "health", "config"}) {
            assertThat(CLASSES.stream().filter(type -> type.getPackageName().equals(BASE + "." + feature)))
                    .as(feature)
                    .isNotEmpty();
        }
    }

    @Test
    void hasNoCyclesBetweenFeatures() {
        slices().matching(BASE + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("a feature that can't be read alone is no feature")
                .check(CLASSES);
    }

    @Test
    void keepsRoutingOnTop() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".route..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + ".route..")
                .because("routing uses the features; none of them knows what a route is")
                .check(CLASSES);
    }

    @Test
    void leansOnTheServersInnardsInOnePlace() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(StrictHttpServer|StrictRequestDecoder|GatewayServer).*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.core.impl..", "io.vertx.core.http.impl..", "io.vertx.core.net.impl..")
                .because("what is internal to Vert.x may change with any of its releases")
                .check(CLASSES);
    }

    @Test
    void injectsThroughConstructors() {
        fields().should()
                .notBeAnnotatedWith(Inject.class)
                .because("an object that can be made without its parts will be")
                .check(CLASSES);
    }

    @Test
    void printsNothing() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
                .because("the log is the one place to look at")
                .check(CLASSES);
    }

    @Test
    void asksAClockForTheTime() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .because("a test must be able to say what time it is")
                .check(CLASSES);
    }
}
