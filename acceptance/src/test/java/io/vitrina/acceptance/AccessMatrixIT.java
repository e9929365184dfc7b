package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.acceptance.access.AccessTable;
import io.vitrina.acceptance.access.CallerKind;
import io.vitrina.acceptance.access.Expectation;
import io.vitrina.acceptance.access.Operation;
import io.vitrina.acceptance.client.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every operation of the shop's own document, tried by every kind of caller. */
@ExtendWith(ShopExtension.class)
class AccessMatrixIT {

    @Test
    void everyOperationSaysWhoMayCallIt(Shop shop) {
        List<String> documented = operations(shop).stream().map(Operation::key).toList();

        assertThat(documented)
                .as("add new operations to access.txt")
                .isNotEmpty()
                .isSubsetOf(AccessTable.read().keySet());
    }

    @TestFactory
    Stream<DynamicTest> answersEachCallerAsItShould(Shop shop) {
        Map<String, Expectation> table = AccessTable.read();
        MatrixObjects objects = new MatrixObjects(shop);
        return operations(shop).stream()
                .filter(operation -> table.containsKey(operation.key()))
                .flatMap(operation -> Stream.of(CallerKind.values())
                        .map(caller -> DynamicTest.dynamicTest(
                                operation + " by " + caller.name().toLowerCase(),
                                () -> tryOut(objects, operation, caller, table.get(operation.key())))));
    }

    private static void tryOut(MatrixObjects objects, Operation operation, CallerKind caller, Expectation expected) {
        Answer answer = objects.call(operation, caller);

        assertThat(expected.allows(caller, answer.status()))
                .as("%s is for %s, and %s heard: %s", operation, expected, caller, answer)
                .isTrue();
        if (answer.status() >= 400) {
            assertThat(answer.contentType()).as(answer.toString()).startsWith("application/problem+json");
            assertThat(answer.json().path("code").asInt()).isEqualTo(answer.status());
        }
    }

    private static List<Operation> operations(Shop shop) {
        return Operation.of(
                shop.stranger().sendTo("GET", "/openapi.json", null).expect(200).json());
    }
}
