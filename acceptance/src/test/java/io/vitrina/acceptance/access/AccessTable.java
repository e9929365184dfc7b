package io.vitrina.acceptance.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code access.txt} says: the operation's key, whom it is for, and what those hear. */
public final class AccessTable {

    private AccessTable() {}

    public static Map<String, Expectation> read() {
        Map<String, Expectation> table = new LinkedHashMap<>();
        try (InputStream file = AccessTable.class.getResourceAsStream("/access.txt")) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+"))
                    .forEach(words -> table.put(words[0] + " " + words[1], expectation(words)));
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Expectation expectation(String[] words) {
        Set<Integer> statuses =
                Stream.of(words[3].split(",")).map(Integer::valueOf).collect(Collectors.toSet());
        return new Expectation(Access.valueOf(words[2].toUpperCase(Locale.ROOT)), statuses);
    }
}
