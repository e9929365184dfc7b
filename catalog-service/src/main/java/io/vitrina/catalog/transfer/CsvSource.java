package io.vitrina.catalog.transfer;

import io.vitrina.kit.problem.ProblemException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads CSV whose first line names the columns. */
final class CsvSource implements ImportSource {

    private final CsvRecords records;
    private final List<Column> columns;

    /** Reads the header. 400 when it can't be one. */
    CsvSource(Reader reader) throws IOException {
        this.records = new CsvRecords(reader);
        CsvRecords.Row first = records.next(Column.values().length);
        if (first != null && first.fault() != null) {
            throw ProblemException.badRequest("line 1", first.fault());
        }
        this.columns = header(first == null ? List.of() : first.fields());
    }

    @Override
    public ImportLine next() throws IOException {
        CsvRecords.Row record = records.next(columns.size());
        while (record != null && record.isBlank()) {
            record = records.next(columns.size());
        }
        return record == null ? null : line(record);
    }

    private ImportLine line(CsvRecords.Row record) {
        if (record.fault() != null) {
            return ImportLine.broken(record.line(), record.fault());
        }
        if (record.count() != columns.size()) {
            return ImportLine.broken(
                    record.line(), "has " + record.count() + " fields where the header has " + columns.size());
        }
        Map<Column, String> values = new EnumMap<>(Column.class);
        for (int i = 0; i < columns.size(); i++) {
            String field = record.fields().get(i);
            values.put(columns.get(i), field.isEmpty() ? null : field);
        }
        return ImportLine.of(record.line(), values);
    }

    private static List<Column> header(List<String> titles) {
        List<Column> columns = new ArrayList<>();
        Set<Column> seen = EnumSet.noneOf(Column.class);
        for (String title : titles) {
            if (title.indexOf(RowRules.NOT_TEXT) >= 0) {
                throw ProblemException.badRequest("line 1", "the file must be UTF-8");
            }
            Column column = Column.of(title.strip().toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> ProblemException.badRequest("line 1", "unknown column " + shown(title)));
            if (!seen.add(column)) {
                throw ProblemException.badRequest("line 1", "column " + column.title() + " is there twice");
            }
            columns.add(column);
        }
        List<String> missing = Column.required().stream()
                .filter(column -> !seen.contains(column))
                .map(Column::title)
                .toList();
        if (!missing.isEmpty()) {
            throw ProblemException.badRequest("line 1", "missing columns: " + String.join(", ", missing));
        }
        return columns;
    }

    /** The client's own text, cut and cleaned before it goes back. */
    private static String shown(String title) {
        String known = List.of(Column.values()).stream().map(Column::title).collect(Collectors.joining(", "));
        String clean = title.replaceAll("[^\\p{L}\\p{N}_ -]", "?");
        return '"' + (clean.length() > 40 ? clean.substring(0, 40) + "…" : clean) + "\"; there are " + known;
    }
}
