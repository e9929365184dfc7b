package io.vitrina.gateway.cache;

import java.util.Locale;

/**
 * What a service allows to be done with its answer.
 *
 * @param shared whether anybody but the asker may ever see it
 * @param maxAgeSeconds how long it is fresh
 * @param staleSeconds how long after that it may be given out while a new one is fetched
 */
record CacheControl(boolean shared, long maxAgeSeconds, long staleSeconds) {

    private static final CacheControl NONE = new CacheControl(false, 0, 0);

    /** Longest times that are believed, so that sums can't overflow. */
    private static final long DAY = 86_400;

    static CacheControl parse(String header) {
        if (header == null) {
            return NONE;
        }
        boolean isPublic = false;
        long maxAge = -1;
        long sharedAge = -1;
        long stale = 0;
        for (String directive : header.toLowerCase(Locale.ROOT).split(",")) {
            String word = directive.strip();
            switch (word) {
                case "public" -> isPublic = true;
                case "no-store", "no-cache", "private" -> {
                    return NONE;
                }
                default -> {
                    maxAge = word.startsWith("max-age=") ? seconds(word) : maxAge;
                    sharedAge = word.startsWith("s-maxage=") ? seconds(word) : sharedAge;
                    stale = word.startsWith("stale-while-revalidate=") ? seconds(word) : stale;
                }
            }
            if (word.startsWith("private=") || word.startsWith("no-cache=")) {
                return NONE;
            }
        }
        long age = sharedAge >= 0 ? sharedAge : maxAge;
        return isPublic && age > 0 ? new CacheControl(true, age, Math.max(0, stale)) : NONE;
    }

    private static long seconds(String directive) {
        try {
            return Math.min(DAY, Long.parseLong(directive.substring(directive.indexOf('=') + 1)));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
