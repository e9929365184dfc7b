package io.vitrina.acceptance.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What one worker saw. */
final class Sample {

    private static final int START = 4_096;

    private long[] nanos = new long[START];
    private int count;
    private final Map<Integer, Long> statuses = new HashMap<>();

    void add(long duration, int status) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = duration;
        statuses.merge(status, 1L, Long::sum);
    }

    void clear() {
        count = 0;
        statuses.clear();
    }

    int count() {
        return count;
    }

    long[] nanos() {
        return nanos;
    }

    Map<Integer, Long> statuses() {
        return statuses;
    }
}
