package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.acceptance.access.Access;
import io.vitrina.acceptance.access.AccessTable;
import io.vitrina.acceptance.access.Expectation;
import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.ShopClient;
import io.vitrina.acceptance.example.Press;
import io.vitrina.acceptance.example.SchemaCheck;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every operation of the documentation, pressed in a shop as {@code ./vitrina up} makes it, with what the page fills in:
 * each is answered as the document says that it succeeds, and with the body that the document describes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesIT {

    private Shop shop;
    private ExampleStage stage;
    private JsonNode document;

    @BeforeAll
    void openShop() {
        shop = Shop.start("a demonstration shop", Map.of("VITRINA_DEMO", "true"));
        stage = new ExampleStage(shop);
        document =
                shop.stranger().sendTo("GET", "/openapi.json", null).expect(200).json();
    }

    @AfterAll
    void closeShop() {
        if (shop != null) {
            shop.close();
        }
    }

    @Test
    void fillsInByHandOnlyWhatNoTextCanHold() {
        List<String> documented = Press.all(document).stream().map(Press::key).toList();

        assertThat(ExampleStage.FILLED_IN.keySet()).isSubsetOf(documented);
        assertThat(ExampleStage.FILLED_IN.values()).noneMatch(String::isBlank);
    }

    @TestFactory
    Stream<DynamicTest> worksWhenPressed() {
        Map<String, Expectation> table = AccessTable.read();
        SchemaCheck schemas = new SchemaCheck(document);
        return Press.all(document).stream()
                .map(press -> DynamicTest.dynamicTest(
                        press.toString(),
                        () -> press(press, table.get(press.key()).access(), schemas)));
    }

    private void press(Press press, Access access, SchemaCheck schemas) {
        Press ready = stage.fillIn(press);
        ShopClient client = stage.caller(ready, access);
        if (ready.mediaType() != null) {
            client = client.with("Content-Type", ready.mediaType());
        }
        Answer answer = client.sendBytes(ready.method(), ready.target(), stage.body(ready));
        stage.noteAfter(press, answer);

        assertThat(ready.target()).as("every variable has a value").doesNotContain("{");
        assertThat(ready.promises(answer.status())).as(answer.toString()).isTrue();
        JsonNode schema =
                ready.responses().path(String.valueOf(answer.status())).at("/content/application~1json/schema");
        if (!schema.isMissingNode()) {
            assertThat(schemas.broken(schema, answer.json()))
                    .as(answer.toString())
                    .isEmpty();
        }
    }
}
