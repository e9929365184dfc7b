package io.vitrina.catalog.transfer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits CSV (RFC 4180) into records: quotes, newlines inside quotes, LF or CRLF, with a BOM or without.
 *
 * <p>Whatever a record holds, no more than {@link ImportSource#MAX_ROW} characters of it are in memory. A quote that is
 * never closed takes the rows behind it into its field; such a record is given up, and reading goes on at the line
 * behind the one it began on.
 */
final class CsvRecords {

    private static final int END = -1;
    private static final int LIMIT = ImportSource.MAX_ROW;

    private final BufferedReader in;
    private final StringBuilder field = new StringBuilder();
    private int line = 1;
    private boolean behindReturn;

    private List<String> fields;
    private int count;
    /** Characters read of this record, those that are not kept too: separators alone could fill the memory. */
    private int size;
    /** Whether a field in quotes has gone on behind the record's first line; that place is marked. */
    private boolean crossed;
    /** Whether a quote stood within a field that has none around it. */
    private boolean stray;

    private String fault;

    CsvRecords(Reader reader) throws IOException {
        this.in = reader instanceof BufferedReader buffered ? buffered : new BufferedReader(reader);
        in.mark(1);
        if (in.read() != '\uFEFF') {
            in.reset();
        }
    }

    /**
     * A record.
     *
     * @param line the line it begins on, from 1
     * @param fields its first fields, one more than were expected at most
     * @param count how many fields it has
     * @param fault why it is none; null when it is one
     */
    record Row(int line, List<String> fields, int count, String fault) {

        boolean isBlank() {
            return fault == null && count == 1 && fields.getFirst().isEmpty();
        }
    }

    /**
     * The next record; null at the end.
     *
     * @param expected how many fields it should have
     */
    Row next(int expected) throws IOException {
        int begins = line;
        fields = new ArrayList<>();
        count = 0;
        size = 0;
        crossed = false;
        stray = false;
        fault = null;
        int c = read();
        if (c == END) {
            return null;
        }
        c = field(c, expected);
        while (c == ',' && !isSwallowing(expected)) {
            c = field(read(), expected);
        }
        if (crossed) {
            leaveOrGoBack(begins, expected);
        }
        return new Row(begins, fields, count, fault);
    }

    /** Too many fields already, and one of them shows that quotes were taken for the wrong ones. */
    private boolean isSwallowing(int expected) {
        return crossed && stray && count > expected;
    }

    private void leaveOrGoBack(int begins, int expected) throws IOException {
        if (fault == null && stray && count != expected) {
            fault = "has a quote that is never closed";
        }
        if (fault == null) {
            // Nobody comes back to this place; the buffer need not keep it.
            in.mark(0);
        } else {
            in.reset();
            line = begins + 1;
            behindReturn = false;
        }
    }

    /** Reads one field; what ended it: a comma, a newline or the end. */
    private int field(int first, int expected) throws IOException {
        field.setLength(0);
        int end = first == '"' ? quoted() : plain(first);
        count++;
        if (fields.size() <= expected) {
            fields.add(field.toString());
        }
        return end;
    }

    private int plain(int first) throws IOException {
        int c = first;
        while (!isEnd(c)) {
            stray |= c == '"';
            keep(c);
            c = read();
        }
        return ended(c);
    }

    /** A field in quotes, behind the first one. */
    private int quoted() throws IOException {
        while (size <= LIMIT) {
            int c = read();
            if (c == END) {
                fault = fault == null ? "has a quote that is never closed" : fault;
                return END;
            }
            if (c == '"') {
                c = read();
                if (c != '"') {
                    return behindQuote(c);
                }
            } else if (c == '\n') {
                line++;
                cross();
            }
            keep(c);
        }
        // Longer than any row, and all of it on one line: that line is the row.
        return plain(read());
    }

    private void cross() throws IOException {
        if (!crossed) {
            crossed = true;
            in.mark(LIMIT + 1);
        }
    }

    private int behindQuote(int first) throws IOException {
        int c = first;
        while (!isEnd(c)) {
            fault = "has text behind a closing quote";
            c = crossed ? END : read();
        }
        return ended(c);
    }

    private static boolean isEnd(int c) {
        return c == END || c == ',' || c == '\n' || c == '\r';
    }

    private int ended(int c) {
        if (c == '\r' || c == '\n') {
            line++;
            behindReturn = c == '\r';
            return '\n';
        }
        return c;
    }

    private void keep(int c) {
        if (size <= LIMIT) {
            field.append((char) c);
        }
    }

    /** The next character; the end, too, where it is sure that the record is to be read again from its second line. */
    private int read() throws IOException {
        int c = in.read();
        if (behindReturn && c == '\n') {
            c = in.read();
        }
        behindReturn = false;
        size++;
        if (size > LIMIT && c != END && !isLineEnd(c)) {
            fault = "is longer than " + LIMIT + " characters; a quote may be missing";
        }
        return crossed && size > LIMIT ? END : c;
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r';
    }
}
