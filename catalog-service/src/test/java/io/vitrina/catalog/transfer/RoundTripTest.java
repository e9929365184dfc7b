package io.vitrina.catalog.transfer;

import static io.vitrina.catalog.Shop.admin;
import static io.vitrina.catalog.Shop.product;
import static io.vitrina.catalog.transfer.Transfers.EXPORT;
import static io.vitrina.catalog.transfer.Transfers.csv;
import static io.vitrina.catalog.transfer.Transfers.exported;
import static io.vitrina.catalog.transfer.Transfers.ndjson;
import static io.vitrina.catalog.transfer.Transfers.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An export comes back as it went. */
@QuarkusTest
class RoundTripTest {

    @Test
    void changesNothingTheSecondTimeWhateverStoodForNoDescription() {
        product("name", "A", "price", 1, "quantity", 1, "sku", "A", "description", "");
        product("name", "B", "price", 1, "quantity", 1, "sku", "B");
        csv(exported()).body("unchanged", is(2));
        ndjson("{\"sku\":\"B\",\"name\":\"B\",\"price\":1,\"description\":\"\"}\n")
                .body("unchanged", is(1));
    }

    @Test
    void takesTheReplacementCharacterWhereItIsMeant() {
        product("name", "what\uFFFD", "price", 1, "quantity", 1, "sku", "A");
        csv(exported()).body("failed", is(0)).body("unchanged", is(1));
    }

    @Test
    void refusesRowsWithoutSkuOfItsOwnExportAndTakesTheRest() {
        product("no sku", 1, 1);
        product("name", "B", "price", 1, "quantity", 1, "sku", "B");
        csv(exported())
                .body("unchanged", is(1))
                .body("errors.line", contains(2))
                .body("errors.message", contains("sku is required"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-ndjson",
                "application/ndjson",
                "application/jsonl",
                "application/x-jsonlines",
                "Application/X-NDJSON"
            })
    void knowsNdjsonByEachOfItsNames(String type) {
        String row = "{\"sku\":\"A\",\"name\":\"A\",\"price\":1}\n";
        send(type, row.getBytes(StandardCharsets.UTF_8)).statusCode(200).body("created", is(1));
        String exported = admin().accept(type.toLowerCase(Locale.ROOT))
                .get(EXPORT)
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith(type.toLowerCase(Locale.ROOT)))
                .extract()
                .asString();
        assertThat(exported).startsWith("{\"sku\":\"A\"");
    }

    @Test
    void knowsCsvWhateverCaseItIsNamedIn() {
        send("text/CSV;charset=utf-8", "sku,name,price\nA,a,1\n".getBytes(StandardCharsets.UTF_8))
                .statusCode(200)
                .body("created", is(1));
    }
}
