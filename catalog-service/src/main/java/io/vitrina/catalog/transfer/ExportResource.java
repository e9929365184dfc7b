package io.vitrina.catalog.transfer;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.catalog.transfer.ExportService.ExportRow;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.Variant;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The export over HTTP. */
@Path("/api/v1/products/export")
@Tag(name = "Transfer")
@RunOnVirtualThread
public class ExportResource {

    private static final int BUFFER = 1 << 15;
    private static final MediaType CSV = MediaType.valueOf(ImportSources.CSV);
    private static final MediaType[] FORMATS = Stream.of(
                    ImportSources.CSV,
                    ImportSources.NDJSON,
                    ImportSources.NDJSON_BARE,
                    ImportSources.JSON_LINES,
                    ImportSources.JSON_LINES_X)
            .map(MediaType::valueOf)
            .toArray(MediaType[]::new);

    private final ExportService exporter;

    ExportResource(ExportService exporter) {
        this.exporter = exporter;
    }

    @GET
    @Produces({
        ImportSources.CSV,
        ImportSources.NDJSON,
        ImportSources.NDJSON_BARE,
        ImportSources.JSON_LINES,
        ImportSources.JSON_LINES_X
    })
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "All products, as the import takes them",
            description =
                    "CSV unless NDJSON is asked for by `Accept`, by any of the names that the import knows. Importing "
                            + "the whole again changes nothing; products without a sku are in it, too, and are the only rows "
                            + "that an import refuses: it goes by the sku.",
            operationId = "exportProducts")
    @APIResponse(
            responseCode = "200",
            description = "A stream of rows",
            content = {
                @Content(mediaType = ImportSources.CSV, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = ImportSources.NDJSON, schema = @Schema(type = SchemaType.STRING))
            })
    public Response export(@Context Request request) {
        Variant variant =
                request.selectVariant(Variant.mediaTypes(FORMATS).add().build());
        if (variant == null) {
            throw new NotAcceptableException();
        }
        boolean csv = variant.getMediaType().isCompatible(CSV);
        StreamingOutput body = out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
            write(writer, csv);
            writer.flush();
        };
        return Response.ok(
                        body,
                        csv
                                ? ImportSources.CSV + ";charset=UTF-8"
                                : variant.getMediaType().toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=products." + (csv ? "csv" : "ndjson"))
                .build();
    }

    private void write(Writer writer, boolean csv) throws IOException {
        if (csv) {
            writer.write(exporter.csvHeader());
        }
        List<ExportRow> rows = exporter.after(0);
        while (!rows.isEmpty()) {
            for (ExportRow row : rows) {
                if (csv) {
                    exporter.writeCsv(row, writer);
                } else {
                    exporter.writeJson(row, writer);
                }
            }
            rows = exporter.after(rows.getLast().id());
        }
    }
}
