package io.vitrina.catalog.transfer;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.catalog.cache.CatalogReads;
import io.vitrina.catalog.history.ProductHistory.Author;
import io.vitrina.kit.page.Query;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.security.Caller;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Imports over HTTP. */
@Path("/api/v1/products/import")
@Tag(name = "Transfer", description = "Many products at once")
@RunOnVirtualThread
public class ImportResource {

    private static final String PATH = "/api/v1/products/import/";

    private final Importer importer;
    private final ImportJobs jobs;
    private final ImportSources sources;
    private final ImportSlots slots;
    private final Caller caller;

    ImportResource(Importer importer, ImportJobs jobs, ImportSources sources, ImportSlots slots, Caller caller) {
        this.importer = importer;
        this.jobs = jobs;
        this.sources = sources;
        this.slots = slots;
        this.caller = caller;
    }

    @POST
    @Consumes({
        ImportSources.CSV,
        ImportSources.NDJSON,
        ImportSources.NDJSON_BARE,
        ImportSources.JSON_LINES,
        ImportSources.JSON_LINES_X
    })
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Create and change many products",
            description = "Rows go by their sku. A bad row does not stop the good ones. What a row does not speak of "
                    + "(a column that isn't there; quantity and is_active also when empty) stays as it is. NDJSON may "
                    + "also be called `application/ndjson`, `application/jsonl` or `application/x-jsonlines`.",
            operationId = "importProducts")
    @RequestBody(
            content = {
                @Content(
                        mediaType = ImportSources.CSV,
                        schema = @Schema(type = SchemaType.STRING),
                        example = "sku,name,price,quantity,category\nA-1,Чайник,199900,12,chayniki\n"),
                @Content(
                        mediaType = ImportSources.NDJSON,
                        schema = @Schema(type = SchemaType.STRING),
                        example = "{\"sku\":\"A-1\",\"name\":\"Чайник\",\"price\":199900}\n")
            })
    @APIResponse(
            responseCode = "200",
            description = "What was done",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportReport.class)))
    @APIResponse(responseCode = "400", description = "The header of the CSV is wrong; nothing was read")
    @APIResponse(responseCode = "413", description = "More than 64 MiB")
    @APIResponse(responseCode = "415", description = "Neither CSV nor NDJSON, or in a character set that isn't known")
    @APIResponse(
            responseCode = "202",
            description = "With `async=true`: taken in; `Location` tells how far it is",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportJob.class)))
    @Parameter(
            name = "async",
            in = ParameterIn.QUERY,
            description = "`true`: answer at once, and go on alone",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    public Response run(@HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type, @Context UriInfo uri, InputStream body)
            throws IOException {
        Author author = new Author(caller.requireUserId(), "import");
        ImportSources.requireType(type);
        boolean async = new Query(uri).oneOf("async", Flag.class).orElse(Flag.FALSE) == Flag.TRUE;
        if (async) {
            ImportJob job = jobs.start(body, type, author);
            return json(CatalogReads.located(Response.accepted(job), PATH + job.id()));
        }
        try (var slot = slots.tryTake()
                .orElseThrow(() -> ProblemException.unavailable("other imports are running", Duration.ofSeconds(5)))) {
            return json(Response.ok(importer.run(sources.open(body, type), author, tally -> {})));
        }
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "How far an import is", operationId = "getImport")
    @APIResponse(
            responseCode = "200",
            description = "The import",
            content = @Content(schema = @Schema(implementation = ImportJob.class)))
    @APIResponse(responseCode = "404", description = "There is none, or it ended long ago")
    public Response get(@PathParam("id") String id) {
        return json(Response.ok(jobs.find(uuid(id))));
    }

    private enum Flag {
        TRUE,
        FALSE
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("import");
        }
    }

    private static Response json(Response.ResponseBuilder response) {
        return response.type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
