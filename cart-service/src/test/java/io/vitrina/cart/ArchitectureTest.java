package io.vitrina.cart;

import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
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
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String BASE = "io.vitrina.cart";
    private static final List<String> FEATURES =
            List.of("cart", "order", "checkout", "payment", "catalog", "idempotency", "outbox", "mail", "audit");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void everyFeatureIsThere() {
        for (String feature : FEATURES) {
            assertThat(CLASSES.stream().filter(c -> c.getPackageName().startsWith(BASE + "." + feature)))
                    .as(feature)
                    .isNotEmpty();
        }
    }

    @Test
    void featuresAreFreeOfCycles() {
        slices().matching(BASE + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("a feature that needs the one that needs it can't be read, tested or moved alone")
                .check(CLASSES);
    }

    @Test
    void resourcesDoNotTouchTheDatabase() {
        noClasses()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are repositories, entities or the entity manager",
                        (JavaClass c) -> c.getSimpleName().endsWith("Repository")
                                || c.isAnnotatedWith(Entity.class)
                                || c.isEquivalentTo(EntityManager.class)))
                .because("a resource speaks HTTP; what it says of the data comes as a record from a service")
                .check(CLASSES);
    }

    @Test
    void onlySqlWritesNativeQueries() {
        noClasses()
                .should(callMethodWhere(DescribedPredicate.describe(
                        "makes a native query",
                        (JavaMethodCall call) -> call.getTarget().getName().startsWith("createNative"))))
                .because("Hibernate keeps a plan of each call of one with a result class, none of which is found again;"
                        + " io.vitrina.cart.database.Sql sends them as they are")
                .check(CLASSES);
    }

    @Test
    void everyOperationSaysWhoMayCallIt() {
        methods()
                .that()
                .areMetaAnnotatedWith(HttpMethod.class)
                .and()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Path.class)
                .and()
                .areDeclaredInClassesThat()
                .areNotInterfaces()
                .should(new ArchCondition<>("say who may call them") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean said = List.of(RolesAllowed.class, PermitAll.class).stream()
                                .anyMatch(a -> method.isAnnotatedWith(a)
                                        || method.getOwner().isAnnotatedWith(a));
                        if (!said) {
                            events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                        }
                    }
                })
                .because("what nobody thought about must not be open")
                .check(CLASSES);
    }

    @Test
    void transactionsBelongToServicesAndStores() {
        classes()
                .that()
                .containAnyMethodsThat(DescribedPredicate.describe(
                        "are transactional", (JavaMethod m) -> m.isAnnotatedWith(Transactional.class)))
                .should()
                .notBeAnnotatedWith(Path.class)
                .because("a transaction around HTTP would last as long as the slowest client")
                .check(CLASSES);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields()
                .should(beAnnotatedWith(Inject.class))
                .because("a constructor says what a class needs, and refuses to work without it")
                .check(CLASSES);
    }

    @Test
    void theClockIsInjected() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("a time that can't be set can't be tested")
                .check(CLASSES);
        fields().that()
                .haveRawType(Clock.class)
                .should()
                .bePrivate()
                .andShould()
                .beFinal()
                .check(CLASSES);
    }

    @Test
    void moneyIsNeverFloating() {
        noFields()
                .should()
                .haveRawType(double.class)
                .orShould()
                .haveRawType(float.class)
                .orShould()
                .haveRawType(Double.class)
                .orShould()
                .haveRawType(Float.class)
                .because("0.1 + 0.2 is not 0.3, and a till must add up")
                .check(CLASSES);
    }

    @Test
    void nobodyWritesToTheConsole() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("what is not logged through the logger has no request id and no level")
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAClassDoes() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|DTO)")
                .because("such a name says nothing")
                .check(CLASSES);
    }
}
