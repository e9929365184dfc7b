package io.vitrina.catalog.transfer;

import io.vitrina.catalog.transfer.ImportReport.LineError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts while an import runs. */
final class ImportTally {

    private final int maxErrors;
    private final List<LineError> errors = new ArrayList<>();
    private long created;
    private long updated;
    private long unchanged;
    private long failed;

    ImportTally(int maxErrors) {
        this.maxErrors = maxErrors;
    }

    void fail(int line, String message) {
        failed++;
        if (errors.size() < maxErrors) {
            errors.add(new LineError(line, message));
        }
    }

    void add(BatchResult batch) {
        created += batch.created();
        updated += batch.updated();
        unchanged += batch.unchanged();
        batch.errors().forEach(error -> fail(error.line(), error.message()));
    }

    ImportReport report() {
        List<LineError> byLine =
                errors.stream().sorted(Comparator.comparingInt(LineError::line)).toList();
        return new ImportReport(created, updated, unchanged, failed, byLine);
    }

    /** What became of one batch. */
    record BatchResult(int created, int updated, int unchanged, List<LineError> errors) {}
}
