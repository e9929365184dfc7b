package io.vitrina.catalog.transfer;

import io.vitrina.kit.problem.ProblemException;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads CSV (RFC 4180): quotes, newlines inside quotes, LF or CRLF, with a BOM or without. */
final class CsvSource implements ImportSource {

    private static final int END = -1;

    private final PushbackReader in;
    private final List<Column> columns;
    private final List<String> fields = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private int line = 1;
    private int size;
    private String fault;

    /** Reads the header. 400 when it can't be one. */
    CsvSource(Reader reader) throws IOException {
        this.in = new PushbackReader(reader, 1);
        int first = in.read();
        if (first != '\uFEFF' && first != END) {
            in.unread(first);
        }
        this.columns = readRecord() ? header(fields) : header(List.of());
    }

    @Override
    public ImportLine next() throws IOException {
        while (true) {
            int begins = line;
            if (!readRecord()) {
                return null;
            }
            if (fault != null) {
                return ImportLine.broken(begins, fault);
            }
            boolean blank = fields.size() == 1 && fields.getFirst().isEmpty();
            if (!blank) {
                return row(begins);
            }
        }
    }

    private ImportLine row(int begins) {
        if (fields.size() != columns.size()) {
            return ImportLine.broken(begins, "has " + fields.size() + " fields where the header has " + columns.size());
        }
        Map<Column, String> values = new EnumMap<>(Column.class);
        for (int i = 0; i < columns.size(); i++) {
            values.put(columns.get(i), fields.get(i).isEmpty() ? null : fields.get(i));
        }
        return ImportLine.of(begins, values);
    }

    /** Fills {@link #fields}; false when there is nothing left. */
    private boolean readRecord() throws IOException {
        fields.clear();
        field.setLength(0);
        size = 0;
        fault = null;
        int c = in.read();
        if (c == END) {
            return false;
        }
        while (true) {
            c = c == '"' && field.isEmpty() ? quoted() : plain(c);
            fields.add(field.toString());
            field.setLength(0);
            if (c != ',') {
                return true;
            }
            c = in.read();
        }
    }

    /** A field without quotes; what ended it: a comma, a newline or the end. */
    private int plain(int first) throws IOException {
        int c = first;
        while (c != END && c != ',' && c != '\n' && c != '\r') {
            keep(c);
            c = in.read();
        }
        return ended(c);
    }

    /** A field in quotes, behind the first one. */
    private int quoted() throws IOException {
        while (true) {
            int c = in.read();
            if (c == END) {
                fault = "has a quote that is never closed";
                return END;
            }
            if (c == '"') {
                c = in.read();
                if (c != '"') {
                    return behindQuote(c);
                }
            } else if (c == '\n') {
                line++;
            }
            keep(c);
            if (size > MAX_ROW) {
                return plain(in.read());
            }
        }
    }

    private int behindQuote(int first) throws IOException {
        int c = first;
        while (c != END && c != ',' && c != '\n' && c != '\r') {
            fault = "has text behind a closing quote";
            c = in.read();
        }
        return ended(c);
    }

    private int ended(int c) throws IOException {
        if (c == '\r') {
            int next = in.read();
            if (next != '\n' && next != END) {
                in.unread(next);
            }
            line++;
            return '\n';
        }
        if (c == '\n') {
            line++;
        }
        return c;
    }

    private void keep(int c) {
        size++;
        if (size <= MAX_ROW) {
            field.append((char) c);
        } else {
            fault = "is longer than " + MAX_ROW + " characters; a quote may be missing";
        }
    }

    private static List<Column> header(List<String> titles) {
        List<Column> columns = new ArrayList<>();
        Set<Column> seen = EnumSet.noneOf(Column.class);
        for (String title : titles) {
            if (title.indexOf('\uFFFD') >= 0) {
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
