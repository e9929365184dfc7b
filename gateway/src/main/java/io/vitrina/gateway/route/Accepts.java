package io.vitrina.gateway.route;

import java.util.List;
import java.util.Locale;

/** What kinds of answer a client takes (RFC 9110, section 12.5.1). */
final class Accepts {

    private static final String JSON = "application/json";
    private static final int EXACT = 3;
    private static final int SUBTYPES = 2;
    private static final int ANYTHING = 1;

    private Accepts() {}

    /** @param accept all values of the header; without any, everything is taken */
    static boolean json(List<String> accept) {
        if (accept.isEmpty()) {
            return true;
        }
        int best = 0;
        boolean taken = false;
        for (String value : accept) {
            for (String range : value.toLowerCase(Locale.ROOT).split(",")) {
                String[] parts = range.split(";");
                int precision = precision(parts[0].strip());
                if (precision > best) {
                    best = precision;
                    taken = isWanted(parts);
                }
            }
        }
        return taken;
    }

    private static int precision(String type) {
        return switch (type) {
            case JSON -> EXACT;
            case "application/*" -> SUBTYPES;
            case "*/*" -> ANYTHING;
            default -> 0;
        };
    }

    /** Whether its weight is anything but 0. */
    private static boolean isWanted(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                return !parameter.substring(2).strip().matches("0(\\.0*)?");
            }
        }
        return true;
    }
}
