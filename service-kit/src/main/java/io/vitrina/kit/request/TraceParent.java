package io.vitrina.kit.request;

import io.vertx.core.http.HttpHeaders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The W3C header by which a call says what trace it is a part of.
 *
 * @param traceId 32 digits
 * @param spanId 16 digits, of whoever wrote the header
 */
public record TraceParent(String traceId, String spanId) {

    public static final CharSequence HEADER = HttpHeaders.createOptimized("traceparent");

    /** Later versions may have more behind what this one has. */
    private static final Pattern GRAMMAR =
            Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(?:-[!-~]{1,200})?");

    /** Null when the header is none, or is not there. */
    public static TraceParent parse(String header) {
        if (header == null) {
            return null;
        }
        Matcher matcher = GRAMMAR.matcher(header);
        return matcher.matches() ? new TraceParent(matcher.group(1), matcher.group(2)) : null;
    }
}
