package io.vitrina.catalog.transfer;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an import did.
 *
 * @param errors the rows that failed, by line; the first 10,000 of them
 */
@Schema(name = "ImportReport")
public record ImportReport(long created, long updated, long unchanged, long failed, List<LineError> errors) {

    /**
     * A row that failed.
     *
     * @param line the line it begins on; the header of a CSV is line 1
     * @param message why, for people
     */
    @Schema(name = "ImportError")
    public record LineError(int line, String message) {}
}
