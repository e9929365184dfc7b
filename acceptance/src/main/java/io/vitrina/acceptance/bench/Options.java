package io.vitrina.acceptance.bench;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was asked for on the command line.
 *
 * @param bench its name
 * @param values options given as {@code --name=value}
 */
record Options(String bench, Map<String, String> values) {

    private static final Set<String> KNOWN = Set.of("url", "seconds", "connections", "products", "categories");

    static Options parse(String[] arguments) {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("say which bench");
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            String name = argument.startsWith("--") && equals > 0 ? argument.substring(2, equals) : "";
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("unknown option " + argument);
            }
            values.put(name, argument.substring(equals + 1));
        }
        return new Options(arguments[0], values);
    }

    /** The shop to measure; empty when a fresh one is to be started. */
    Optional<URI> url() {
        return Optional.ofNullable(values.get("url")).map(URI::create);
    }

    /** How long each single measurement takes. */
    Duration seconds(int otherwise) {
        return Duration.ofSeconds(number("seconds", otherwise));
    }

    int connections(int otherwise) {
        return number("connections", otherwise);
    }

    int number(String name, int otherwise) {
        String value = values.get(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + " takes a number");
        }
    }
}
