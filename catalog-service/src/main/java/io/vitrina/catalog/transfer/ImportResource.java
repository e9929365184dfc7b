package io.vitrina.catalog.transfer;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.catalog.config.CatalogConfig;
import io.vitrina.catalog.history.ProductHistory.Author;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.security.Caller;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Imports over HTTP. */
@Path("/api/v1/products/import")
@Tag(name = "Transfer", description = "Many products at once")
@RunOnVirtualThread
public class ImportResource {

    private final Importer importer;
    private final ImportSources sources;
    private final Caller caller;
    private final Semaphore free;

    ImportResource(Importer importer, ImportSources sources, Caller caller, CatalogConfig config) {
        this.importer = importer;
        this.sources = sources;
        this.caller = caller;
        this.free = new Semaphore(config.imports().concurrent());
    }

    @POST
    @Consumes({ImportSources.CSV, ImportSources.NDJSON})
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Create and change many products",
            description = "Rows go by their sku. A bad row does not stop the good ones. What a row does not speak of "
                    + "(a column that isn't there; quantity and is_active also when empty) stays as it is.",
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
    public Response run(@HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type, InputStream body) throws IOException {
        Author author = new Author(caller.requireUserId(), "import");
        if (!free.tryAcquire()) {
            throw ProblemException.unavailable("other imports are running", Duration.ofSeconds(5));
        }
        try {
            ImportReport report = importer.run(sources.open(body, type), author, tally -> {});
            return Response.ok(report, MediaType.APPLICATION_JSON_TYPE)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        } finally {
            free.release();
        }
    }
}
