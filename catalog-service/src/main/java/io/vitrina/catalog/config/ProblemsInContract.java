package io.vitrina.catalog.config;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.vitrina.kit.problem.Problem;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Writes into the contract what no resource says again and again: that every error is a problem body. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemsInContract implements OASFilter {

    private static final String NAME = "Problem";
    private static final Map<String, String> WHERE_SECURED = Map.of(
            "401", "No valid access token",
            "403", "The role is missing");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents().addSchema(NAME, problem());
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(ProblemsInContract::complete));
    }

    private static void complete(Operation operation) {
        boolean secured =
                operation.getSecurity() != null && !operation.getSecurity().isEmpty();
        if (secured) {
            WHERE_SECURED.forEach((code, text) -> operation
                    .getResponses()
                    .addAPIResponse(code, OASFactory.createAPIResponse().description(text)));
        }
        operation.getResponses().getAPIResponses().forEach((code, response) -> {
            boolean error = code.startsWith("4") || code.startsWith("5");
            if (error) {
                response.setContent(content());
            }
        });
    }

    private static Content content() {
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(NAME)));
    }

    private static Schema problem() {
        Schema broken = object().addProperty("field", text("sku")).addProperty("message", text("is already taken"));
        return object().description("RFC 9457, the same from every service")
                .addProperty("type", text("urn:vitrina:problem:conflict"))
                .addProperty("title", text("Conflict"))
                .addProperty("status", number(409))
                .addProperty("detail", text("sku is already taken"))
                .addProperty("code", number(409))
                .addProperty("message", text("Conflict"))
                .addProperty("request_id", text("5d1f6c0e-8a55-4a3c-9d5c-5f0a6f1b7c11"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(broken)
                                .description("One entry per broken rule; left out when there is none"));
    }

    private static Schema object() {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    }

    private static Schema text(String example) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).examples(List.of(example));
    }

    private static Schema number(int example) {
        return OASFactory.createSchema().addType(Schema.SchemaType.INTEGER).examples(List.of(example));
    }
}
