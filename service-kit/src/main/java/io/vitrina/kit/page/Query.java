package io.vitrina.kit.page;

import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.text.StorableText;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Query parameters read strictly: a bad one is a 400 that names it.
 *
 * <p>JAX-RS would answer 404 to a parameter it can't convert, and take the first of several in silence.
 */
public final class Query {

    /** No plus, and no digits of other scripts: {@link Long#parseLong(String)} would take both. */
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");

    /** What the server puts where the bytes of an address are no UTF-8. */
    private static final char NOT_UTF8 = '\uFFFD';

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant BEYOND = Instant.parse("+10000-01-01T00:00:00Z");

    private final MultivaluedMap<String, String> parameters;

    public Query(UriInfo uri) {
        this.parameters = uri.getQueryParameters();
    }

    /** The parameter's text; an empty one counts as absent. */
    public Optional<String> text(String name) {
        List<String> values = parameters.get(name);
        if (values == null || values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw ProblemException.badRequest(name, "may be given only once");
        }
        String value = values.getFirst();
        if (value.indexOf(NOT_UTF8) >= 0 || !StorableText.isStorable(value)) {
            throw ProblemException.badRequest(name, "holds characters that are not allowed");
        }
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** As {@link #text(String)}, refusing more than {@code maxLength} characters. */
    public Optional<String> text(String name, int maxLength) {
        Optional<String> value = text(name);
        if (value.isPresent() && value.get().length() > maxLength) {
            throw ProblemException.badRequest(name, "must be at most " + maxLength + " characters");
        }
        return value;
    }

    public int integer(String name, int fallback, int min, int max) {
        return (int) (long) number(name, min, max).orElse((long) fallback);
    }

    public Optional<Long> number(String name, long min, long max) {
        return text(name).map(value -> {
            long number = parse(name, value);
            if (number < min || number > max) {
                throw ProblemException.badRequest(name, "must be between " + min + " and " + max);
            }
            return number;
        });
    }

    /**
     * Numbers separated by commas, at most {@code maxCount} of them; empty when the parameter is absent. One that is
     * there and holds none is refused: whoever asks for none of the rows must not get all of them.
     */
    public List<Long> numbers(String name, int maxCount) {
        Optional<String> value = text(name);
        if (value.isEmpty() && parameters.containsKey(name)) {
            throw ProblemException.badRequest(name, "must hold at least one number");
        }
        if (value.isEmpty()) {
            return List.of();
        }
        String[] parts = value.get().split(",", -1);
        if (parts.length > maxCount) {
            throw ProblemException.badRequest(name, "takes at most " + maxCount + " values");
        }
        return Arrays.stream(parts).map(part -> parse(name, part.strip())).toList();
    }

    /** A time of the years that RFC 3339 can write, 0001 to 9999: Java reads others too, which no database stores. */
    public Optional<Instant> instant(String name) {
        return text(name).map(value -> {
            try {
                Instant time = Instant.parse(value);
                if (!time.isBefore(FIRST) && time.isBefore(BEYOND)) {
                    return time;
                }
            } catch (DateTimeParseException e) {
                // Falls through: it is no time at all.
            }
            throw ProblemException.badRequest(name, "must be a time such as 2026-11-20T13:49:26Z");
        });
    }

    /** One of an enum's constants in lower case. */
    public <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
        return text(name)
                .map(value -> Arrays.stream(type.getEnumConstants())
                        .filter(constant ->
                                constant.name().toLowerCase(Locale.ROOT).equals(value))
                        .findFirst()
                        .orElseThrow(() -> unknown(name, type)));
    }

    private static ProblemException unknown(String name, Class<? extends Enum<?>> type) {
        List<String> known = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return ProblemException.badRequest(name, "must be one of " + String.join(", ", known));
    }

    private static long parse(String name, String value) {
        try {
            if (WHOLE.matcher(value).matches()) {
                return Long.parseLong(value);
            }
        } catch (NumberFormatException e) {
            // Falls through: it has too many digits.
        }
        throw ProblemException.badRequest(name, "must be a whole number");
    }
}
