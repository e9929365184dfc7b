package io.vitrina.cart.config;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What all operations of the contract share. */
@OpenAPIDefinition(
        info = @Info(title = "Vitrina cart-service", version = "1", description = "Carts, orders and payments"),
        components =
                @Components(
                        schemas =
                                @Schema(
                                        name = "Problem",
                                        type = SchemaType.OBJECT,
                                        description = "RFC 9457, the same from every service",
                                        requiredProperties = {
                                            "type",
                                            "title",
                                            "status",
                                            "detail",
                                            "code",
                                            "message",
                                            "request_id"
                                        },
                                        properties = {
                                            @SchemaProperty(name = "type", type = SchemaType.STRING),
                                            @SchemaProperty(name = "title", type = SchemaType.STRING),
                                            @SchemaProperty(name = "status", type = SchemaType.INTEGER),
                                            @SchemaProperty(name = "detail", type = SchemaType.STRING),
                                            @SchemaProperty(name = "code", type = SchemaType.INTEGER),
                                            @SchemaProperty(name = "message", type = SchemaType.STRING),
                                            @SchemaProperty(name = "request_id", type = SchemaType.STRING),
                                            @SchemaProperty(name = "errors", type = SchemaType.ARRAY)
                                        }),
                        responses = {
                            @APIResponse(
                                    name = "Unauthorized",
                                    responseCode = "401",
                                    description = "No token, or a bad one",
                                    content = @Content(mediaType = CartApi.PROBLEM, schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = "NotFound",
                                    responseCode = "404",
                                    description = "Not there, or somebody else's",
                                    content = @Content(mediaType = CartApi.PROBLEM, schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = "Conflict",
                                    responseCode = "409",
                                    description = "The state of things does not allow it",
                                    content = @Content(mediaType = CartApi.PROBLEM, schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = "Invalid",
                                    responseCode = "422",
                                    description = "Well-formed, but against a rule",
                                    content = @Content(mediaType = CartApi.PROBLEM, schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = "ProviderRefused",
                                    responseCode = "502",
                                    description = "The payment provider said no",
                                    content = @Content(mediaType = CartApi.PROBLEM, schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = "Unavailable",
                                    responseCode = "503",
                                    description = "Something needed is away; see Retry-After",
                                    content = @Content(mediaType = CartApi.PROBLEM, schema = @Schema(ref = "Problem")))
                        }))
public class CartApi extends Application {

    static final String PROBLEM = "application/problem+json";
}
