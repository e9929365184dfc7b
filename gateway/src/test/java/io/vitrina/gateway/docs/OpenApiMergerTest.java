package io.vitrina.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OpenApiMergerTest {

    private static final String BASE = """
            {"openapi": "3.1.0", "info": {"title": "T"}, "paths": {}, "tags": [], "components": {
              "responses": {
                "Slow": {"description": "slow down", "x-status": "429", "x-when": "always"},
                "Who": {"description": "who?", "x-status": "401", "x-when": "secured"},
                "None": {"description": "nothing there", "content": {"p": {}}, "x-status": "404", "x-when": "path"}},
              "schemas": {"Problem": {"type": "object"}}}}
            """;

    private static final String ONE = """
            {"tags": [{"name": "A"}], "paths": {"/api/v1/a/{id}": {
              "get": {"security": [{"JWT": ["admin"]}], "operationId": "x", "responses": {
                "404": {"description": "none"},
                "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Item"}}}}}}}},
             "components": {"schemas": {
               "Item": {"type": "string"}, "Problem": {"type": "integer"},
               "Person": {"properties": {"fullName": {"examples": ["\\"Anna\\""]}, "is_active": {}}}}}}
            """;

    private static final String TWO = """
            {"paths": {"/api/v1/b": {
              "post": {"responses": {
                "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Item"}}}}}}}},
             "components": {"schemas": {"Item": {"type": "integer"}}}}
            """;

    private static ObjectNode read(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ObjectNode merged() {
        return new OpenApiMerger(read(BASE))
                .add("One", read(ONE))
                .add("Two", read(TWO))
                .merge();
    }

    @Test
    void keepsTwoThingsOfOneNameApart() {
        ObjectNode document = merged();
        assertThat(document.at("/components/schemas/Item/type").asText()).isEqualTo("string");
        assertThat(document.at("/components/schemas/TwoItem/type").asText()).isEqualTo("integer");
        assertThat(document.at("/paths/~1api~1v1~1b/post/responses/200/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/TwoItem");
        assertThat(document.at("/components/schemas/Problem/type").asText()).isEqualTo("object");
    }

    @Test
    void namesEachOperationByItsAddress() {
        assertThat(merged().at("/paths/~1api~1v1~1a~1{id}/get/operationId").asText())
                .isEqualTo("getAById");
        assertThat(OpenApiMerger.operationId("post", "/api/v1/auth/verify/resend"))
                .isEqualTo("postAuthVerifyResend");
    }

    @Test
    void addsTheAnswersOfTheGatewayItself() {
        ObjectNode document = merged();
        assertThat(document.at("/paths/~1api~1v1~1a~1{id}/get/responses").fieldNames())
                .toIterable()
                .containsExactly("200", "401", "404", "429");
        assertThat(document.at("/paths/~1api~1v1~1b/post/responses").fieldNames())
                .toIterable()
                .containsExactly("200", "429");
        assertThat(document.at("/paths/~1api~1v1~1a~1{id}/get/security").toString())
                .isEqualTo("[{\"bearer\":[\"admin\"]}]");
        assertThat(document.at("/components/responses/Slow").toString()).isEqualTo("{\"description\":\"slow down\"}");
    }

    @Test
    void saysOfErrorsWhatTheServiceSaysWithTheBodyTheyAllHave() {
        assertThat(merged().at("/paths/~1api~1v1~1a~1{id}/get/responses/404").toString())
                .isEqualTo("{\"description\":\"none\",\"content\":{\"p\":{}}}");
    }

    @Test
    void namesFieldsAsTheWireDoes() {
        assertThat(merged().at("/components/schemas/Person/properties").toString())
                .isEqualTo("{\"full_name\":{\"examples\":[\"Anna\"]},\"is_active\":{}}");
    }

    @Test
    void tellsThatPagesHaveNulls() {
        ObjectNode document =
                new OpenApiMerger(read(BASE)).add("Pages", read("""
                        {"paths": {}, "components": {"schemas": {"PageOfAll": {"properties": {
                          "size": {"type": "integer"}, "total": {"type": "integer"},
                          "nextCursor": {"type": "string"}}}}}}
                        """)).merge();
        assertThat(document.at("/components/schemas/PageOfAll/properties").toString())
                .isEqualTo("{\"size\":{\"type\":\"integer\"},\"total\":{\"type\":[\"integer\",\"null\"]},"
                        + "\"next_cursor\":{\"type\":[\"string\",\"null\"]}}");
    }

    @Test
    void addsExamplesToWhatServicesSay() {
        ObjectNode document = new OpenApiMerger(read(BASE))
                .add("Two", read("""
                        {"paths": {"/api/v1/b/{id}": {"post": {
                          "parameters": [{"name": "id", "in": "path", "examples": {"x": {"value": 9}}}],
                          "requestBody": {"content": {"text/csv": {"schema": {}, "example": 7}}},
                          "responses": {}}}}}
                        """))
                .illustrate(read("""
                        {"post /api/v1/b/{id}": {
                          "parameters": {"id": {"example": 1}}, "content": {"text/csv": {"example": "a,b"}}}}
                        """))
                .merge();
        assertThat(document.at("/paths/~1api~1v1~1b~1{id}/post/parameters/0").toString())
                .isEqualTo("{\"name\":\"id\",\"in\":\"path\",\"example\":1}");
        assertThat(document.at("/paths/~1api~1v1~1b~1{id}/post/requestBody/content/text~1csv")
                        .toString())
                .isEqualTo("{\"schema\":{},\"example\":\"a,b\"}");
    }

    @Test
    void refusesExamplesOfWhatIsNotThere() {
        OpenApiMerger merger = new OpenApiMerger(read(BASE)).add("Two", read(TWO));
        merger.illustrate(read("""
                {"post /api/v1/b": {"parameters": {"gone": {"example": 1}}}}
                """));
        assertThatThrownBy(merger::merge).hasMessageContaining("post /api/v1/b has no gone");
    }

    @Test
    void refusesTwoServicesThatPromiseOneAddress() {
        OpenApiMerger merger = new OpenApiMerger(read(BASE)).add("One", read(ONE));
        assertThatThrownBy(() -> merger.add("Two", read(ONE))).hasMessageContaining("/api/v1/a/{id}");
    }

    @Test
    void findsTheOperationOfAPath() {
        ObjectNode document = read("""
                {"paths": {
                  "/api/v1/users/{id}": {"get": {}, "patch": {}},
                  "/api/v1/users/me": {"get": {}},
                  "/health": {"get": {}},
                  "/.well-known/jwks.json": {"get": {}}}}
                """);
        Operations operations = Operations.of(document);
        Operations.Match me = operations.find("/api/v1/users/me").orElseThrow();
        assertThat(me.template()).isEqualTo("/api/v1/users/me");
        assertThat(me.allow()).isEqualTo("GET, HEAD, OPTIONS");
        Operations.Match byId = operations.find("/api/v1/users/17").orElseThrow();
        assertThat(byId.template()).isEqualTo("/api/v1/users/{id}");
        assertThat(byId.allow()).isEqualTo("GET, HEAD, OPTIONS, PATCH");
        assertThat(byId.allows("HEAD")).isTrue();
        assertThat(byId.allows("PUT")).isFalse();
        assertThat(operations.find("/health")).isPresent();
        assertThat(operations.find("/.well-known/jwks.json")).isPresent();
        assertThat(operations.find("/api/v1/users")).isEmpty();
        assertThat(operations.find("/api/v1/users/17/x")).isEmpty();
        assertThat(operations.find("/api/v1/users/")).isEmpty();
    }
}
