package io.vitrina.acceptance.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What {@code access.txt} says: the operation's key and whom it is for. */
public final class AccessTable {

    private AccessTable() {}

    public static Map<String, Access> read() {
        Map<String, Access> table = new LinkedHashMap<>();
        try (InputStream file = AccessTable.class.getResourceAsStream("/access.txt")) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+"))
                    .forEach(words ->
                            table.put(words[0] + " " + words[1], Access.valueOf(words[2].toUpperCase(Locale.ROOT))));
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
