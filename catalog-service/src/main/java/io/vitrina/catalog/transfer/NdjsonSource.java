package io.vitrina.catalog.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.EnumMap;
import java.util.Map;

/** Reads one JSON object a line. */
final class NdjsonSource implements ImportSource {

    private static final int END = -1;

    private final PushbackReader in;
    private final ObjectMapper json;
    private final StringBuilder text = new StringBuilder();
    private int line;

    NdjsonSource(Reader reader, ObjectMapper json) throws IOException {
        this.in = new PushbackReader(reader, 1);
        this.json = json;
        int first = in.read();
        if (first != '\uFEFF' && first != END) {
            in.unread(first);
        }
    }

    @Override
    public ImportLine next() throws IOException {
        while (true) {
            boolean tooLong = readLine();
            if (line < 0) {
                return null;
            }
            if (tooLong) {
                return ImportLine.broken(line, "is longer than " + MAX_ROW + " characters");
            }
            if (!text.toString().isBlank()) {
                return row();
            }
        }
    }

    private ImportLine row() {
        JsonNode tree;
        try {
            tree = json.readTree(text.toString());
        } catch (JsonProcessingException e) {
            return ImportLine.broken(line, "is not valid JSON");
        }
        if (!tree.isObject()) {
            return ImportLine.broken(line, "is not a JSON object");
        }
        Map<Column, String> values = new EnumMap<>(Column.class);
        for (Map.Entry<String, JsonNode> property : tree.properties()) {
            Column column = Column.of(property.getKey()).orElse(null);
            if (column == null) {
                return ImportLine.broken(line, "has a field that is not known");
            }
            JsonNode value = property.getValue();
            if (!value.isNull() && !fits(column, value)) {
                return ImportLine.broken(line, column.title() + " has a value of the wrong type");
            }
            values.put(column, value.isNull() ? null : value.asText());
        }
        return ImportLine.of(line, values);
    }

    private static boolean fits(Column column, JsonNode value) {
        return switch (column) {
            case PRICE, QUANTITY -> value.isIntegralNumber();
            case IS_ACTIVE -> value.isBoolean();
            default -> value.isTextual();
        };
    }

    /** Fills {@link #text}; whether the line was too long to keep. At the end {@link #line} becomes negative. */
    private boolean readLine() throws IOException {
        text.setLength(0);
        int c = in.read();
        if (c == END) {
            line = END;
            return false;
        }
        line++;
        boolean tooLong = false;
        while (c != END && c != '\n') {
            if (text.length() < MAX_ROW) {
                text.append((char) c);
            } else {
                tooLong = true;
            }
            c = in.read();
        }
        return tooLong;
    }
}
