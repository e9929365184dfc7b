package io.vitrina.gateway.route;

import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of {@code Date}, made once a second. */
final class DateHeader {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final long SECOND_MILLIS = 1_000;

    private static volatile Second current = new Second(-1, "");

    private DateHeader() {}

    static CharSequence now() {
        long second = System.currentTimeMillis() / SECOND_MILLIS;
        Second known = current;
        if (known.second != second) {
            known = new Second(second, HttpHeaders.createOptimized(FORMAT.format(Instant.ofEpochSecond(second))));
            current = known;
        }
        return known.text;
    }

    private record Second(long second, CharSequence text) {}
}
