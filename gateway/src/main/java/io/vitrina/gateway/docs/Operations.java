package io.vitrina.gateway.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The operations of the merged document, found by path. */
public final class Operations {

    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

    /** By number of segments and the word after {@code /api/v1}: each list is a handful of templates. */
    private final Map<String, List<Template>> index = new HashMap<>();

    private Operations() {}

    static Operations of(JsonNode document) {
        Operations operations = new Operations();
        document.path("paths").properties().forEach(e -> {
            Collection<String> methods = METHODS.stream()
                    .filter(method -> e.getValue().has(method))
                    .map(method -> method.toUpperCase(Locale.ROOT))
                    .toList();
            Template template = new Template(e.getKey(), e.getKey().split("/", -1), List.copyOf(methods));
            operations
                    .index
                    .computeIfAbsent(key(e.getKey()), ignored -> new ArrayList<>())
                    .add(template);
        });
        // /users/me before /users/{id}: what is written out wins.
        operations.index.values().forEach(list -> list.sort((a, b) -> Integer.compare(a.parameters(), b.parameters())));
        return operations;
    }

    /** What the document says of a path; empty when it says nothing. */
    public Optional<Match> find(String path) {
        List<Template> candidates = index.get(key(path));
        if (candidates == null) {
            return Optional.empty();
        }
        for (Template template : candidates) {
            if (template.matches(path)) {
                // No other's methods: what may be done at /users/{id} can't be done at /users/me.
                return Optional.of(new Match(template.path, new TreeSet<>(template.methods)));
            }
        }
        return Optional.empty();
    }

    private static String key(String path) {
        int segments = 0;
        int third = -1;
        int fourth = path.length();
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '/') {
                segments++;
                if (segments == 3) {
                    third = i;
                } else if (segments == 4) {
                    fourth = i;
                }
            }
        }
        return third < 0 ? path : segments + path.substring(third, fourth);
    }

    /**
     * What may be done at a path.
     *
     * @param template the path with its parameters' names in braces
     * @param methods upper case, sorted; without HEAD and OPTIONS, which come with the others
     */
    public record Match(String template, TreeSet<String> methods) {

        public boolean allows(String method) {
            return methods.contains(method) || method.equals("HEAD") && methods.contains("GET");
        }

        /** The {@code Allow} header's value. */
        public String allow() {
            TreeSet<String> all = new TreeSet<>(methods);
            if (all.contains("GET")) {
                all.add("HEAD");
            }
            all.add("OPTIONS");
            return String.join(", ", all);
        }
    }

    private record Template(String path, String[] segments, List<String> methods) {

        int parameters() {
            int count = 0;
            for (String segment : segments) {
                count += segment.startsWith("{") ? 1 : 0;
            }
            return count;
        }

        boolean matches(String candidate) {
            int at = 0;
            for (int i = 0; i < segments.length; i++) {
                int end = candidate.indexOf('/', at);
                if (end < 0) {
                    end = candidate.length();
                }
                boolean parameter = segments[i].startsWith("{");
                boolean fits = parameter
                        ? end > at
                        : segments[i].length() == end - at && candidate.startsWith(segments[i], at);
                if (!fits) {
                    return false;
                }
                at = end + 1;
            }
            return at == candidate.length() + 1;
        }
    }
}
