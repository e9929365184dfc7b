package io.vitrina.catalog.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.catalog.config.Bounded;
import io.vitrina.catalog.config.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Writes all products, piece by piece; no transaction and no connection is held in between. */
@ApplicationScoped
class ExportService {

    private static final int PIECE = 500;

    /** A piece ends behind the row with which it passes this: descriptions differ by a factor of a hundred thousand. */
    static final int PIECE_CHARACTERS = 1_000_000;

    private static final String NEXT = """
            SELECT p.id, p.sku, p.name, p.description, p.price, s.quantity, c.slug, p.image_url, p.is_active
            FROM product p JOIN stock s ON s.product_id = p.id LEFT JOIN category c ON c.id = p.category_id
            WHERE p.id > ? AND p.deleted_at IS NULL ORDER BY p.id LIMIT ?
            """;

    private final Database database;
    private final ObjectMapper json;

    ExportService(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** One product, its values in the order of {@link Column}. */
    record ExportRow(long id, List<Object> values) {

        static ExportRow read(ResultSet row) throws SQLException {
            return new ExportRow(
                    row.getLong("id"),
                    Arrays.asList(
                            row.getString("sku"),
                            row.getString("name"),
                            row.getString("description"),
                            row.getLong("price"),
                            row.getLong("quantity"),
                            row.getString("slug"),
                            row.getString("image_url"),
                            row.getBoolean("is_active")));
        }

        /** Roughly how much memory it takes, characters. */
        int size() {
            return values.stream()
                    .mapToInt(value -> value instanceof String text ? text.length() : 0)
                    .sum();
        }
    }

    /** The next piece; empty at the end. */
    @Bounded
    @Transactional
    List<ExportRow> after(long id) {
        AtomicInteger characters = new AtomicInteger();
        return database.some(
                NEXT, ExportRow::read, row -> characters.addAndGet(row.size()) <= PIECE_CHARACTERS, id, PIECE);
    }

    String csvHeader() {
        return Arrays.stream(Column.values()).map(Column::title).collect(Collectors.joining(",")) + "\r\n";
    }

    void writeCsv(ExportRow row, Writer out) throws IOException {
        for (int i = 0; i < row.values().size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            Object value = row.values().get(i);
            out.write(value == null ? "" : quoted(value.toString()));
        }
        out.write("\r\n");
    }

    void writeJson(ExportRow row, Writer out) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        for (Column column : Column.values()) {
            object.put(column.title(), row.values().get(column.ordinal()));
        }
        out.write(line(object));
        out.write('\n');
    }

    private String line(Map<String, Object> object) throws JsonProcessingException {
        return json.writeValueAsString(object);
    }

    private static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
