package io.vitrina.catalog.transfer;

import com.fasterxml.jackson.annotation.JsonValue;
import io.vitrina.catalog.transfer.ImportReport.LineError;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An import that runs while nobody waits for its answer. The counts grow batch by batch.
 *
 * @param errors the rows that failed, once the job is done
 * @param message why the job failed as a whole; null unless it did
 * @param finishedAt null while it runs
 */
@Schema(name = "ImportJob")
public record ImportJob(
        UUID id,
        Status status,
        long created,
        long updated,
        long unchanged,
        long failed,
        List<LineError> errors,
        @Schema(nullable = true) String message,
        Instant createdAt,
        Instant updatedAt,
        @Schema(nullable = true) Instant finishedAt) {

    /** How far it is. */
    @Schema(
            name = "ImportJobStatus",
            enumeration = {"queued", "running", "done", "failed"})
    public enum Status {
        /** Waits for other imports. */
        QUEUED,
        RUNNING,
        /** All rows were looked at; some may have failed. */
        DONE,
        /** Broke off; the batches written so far stand. */
        FAILED;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
