package io.vitrina.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds a running service against its reviewed contract, {@code api/<service>.json} at the root of the repository. */
public final class OpenApiSnapshot {

    /** Set to true, the file is written anew instead of compared. */
    public static final String UPDATE = "vitrina.openapi.update";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private OpenApiSnapshot() {}

    /** Fails when the service under test serves another document than the reviewed one. */
    public static void check(String service) {
        Path file = Path.of("..", "api", service + ".json");
        try {
            String served = normalised(RestAssured.given()
                    .get("/q/openapi?format=json")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
            if (Boolean.getBoolean(UPDATE)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, served);
                return;
            }
            assertThat(served)
                    .as(
                            "the contract changed: if that is meant, run this test with -D%s=true and review %s",
                            UPDATE, file)
                    .isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same document gives the same text, whatever order its members were made in. */
    private static String normalised(String document) throws IOException {
        JsonNode tree = JSON.readTree(document);
        return JSON.writeValueAsString(JSON.treeToValue(tree, Object.class)) + "\n";
    }
}
