package io.vitrina.catalog.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.transfer.ImportReport.LineError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of import jobs. */
@ApplicationScoped
class ImportJobRepository {

    private static final String COLUMNS =
            "id, status, created, updated, unchanged, failed, errors, message, created_at, updated_at, finished_at";

    private static final String FINISH = """
            UPDATE import_job SET status = ?, created = ?, updated = ?, unchanged = ?, failed = ?, errors = ?::jsonb,
                message = ?::text, updated_at = now(), finished_at = now()
            WHERE id = ? AND finished_at IS NULL
            """;

    private final Database database;
    private final ObjectMapper json;

    ImportJobRepository(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    void insert(UUID id, long user) {
        database.update(
                "INSERT INTO import_job (id, status, created_by, created_at, updated_at)"
                        + " VALUES (?, 'queued', ?, now(), now())",
                id,
                user);
    }

    Optional<ImportJob> find(UUID id) {
        return database.first("SELECT " + COLUMNS + " FROM import_job WHERE id = ?", this::read, id);
    }

    /** What was done so far; the errors come at the end. */
    void progress(UUID id, ImportReport soFar) {
        database.update(
                "UPDATE import_job SET status = 'running', created = ?, updated = ?, unchanged = ?, failed = ?,"
                        + " updated_at = now() WHERE id = ? AND finished_at IS NULL",
                soFar.created(),
                soFar.updated(),
                soFar.unchanged(),
                soFar.failed(),
                id);
    }

    void finish(UUID id, ImportJob.Status status, ImportReport report, String message) {
        database.update(
                FINISH,
                status.text(),
                report.created(),
                report.updated(),
                report.unchanged(),
                report.failed(),
                write(report.errors()),
                message,
                id);
    }

    /** Says that these jobs are still being worked on. */
    void touch(Collection<UUID> ids) {
        database.update(
                "UPDATE import_job SET updated_at = now() WHERE id = ANY (?::uuid[]) AND finished_at IS NULL",
                (Object) ids.stream().map(UUID::toString).toArray(String[]::new));
    }

    /** Ends the jobs that nobody works on any more; how many. */
    int failSilent(Duration silence, String message) {
        return database.update(
                "UPDATE import_job SET status = 'failed', message = ?, finished_at = now(), updated_at = now()"
                        + " WHERE finished_at IS NULL AND updated_at < now() - make_interval(secs => ?)",
                message,
                (double) silence.toSeconds());
    }

    int deleteFinished(Duration age) {
        return database.update("DELETE FROM import_job WHERE finished_at < now() - make_interval(secs => ?)", (double)
                age.toSeconds());
    }

    private ImportJob read(ResultSet row) throws SQLException {
        return new ImportJob(
                row.getObject("id", UUID.class),
                ImportJob.Status.of(row.getString("status")),
                row.getLong("created"),
                row.getLong("updated"),
                row.getLong("unchanged"),
                row.getLong("failed"),
                readErrors(row.getString("errors")),
                row.getString("message"),
                Database.instant(row, "created_at"),
                Database.instant(row, "updated_at"),
                Database.instant(row, "finished_at"));
    }

    private String write(List<LineError> errors) {
        try {
            return json.writeValueAsString(errors);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<LineError> readErrors(String text) {
        try {
            return json.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
