package io.vitrina.acceptance.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run came to.
 *
 * @param seconds it took
 * @param nanos of each answer, in ascending order
 * @param statuses how often each came; 0 stands for no answer at all
 */
record Figures(double seconds, long[] nanos, Map<Integer, Long> statuses) {

    static Figures of(double seconds, List<Sample> samples) {
        int count = samples.stream().mapToInt(Sample::count).sum();
        long[] all = new long[count];
        Map<Integer, Long> statuses = new TreeMap<>();
        int at = 0;
        for (Sample sample : samples) {
            System.arraycopy(sample.nanos(), 0, all, at, sample.count());
            at += sample.count();
            sample.statuses().forEach((status, times) -> statuses.merge(status, times, Long::sum));
        }
        Arrays.sort(all);
        return new Figures(seconds, all, statuses);
    }

    /** Both runs as one. */
    Figures and(Figures other) {
        long[] all = Arrays.copyOf(nanos, nanos.length + other.nanos.length);
        System.arraycopy(other.nanos, 0, all, nanos.length, other.nanos.length);
        Arrays.sort(all);
        Map<Integer, Long> counts = new TreeMap<>(statuses);
        other.statuses.forEach((status, times) -> counts.merge(status, times, Long::sum));
        return new Figures(seconds + other.seconds, all, counts);
    }

    double perSecond() {
        return nanos.length / seconds;
    }

    double millis(double percentile) {
        if (nanos.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percentile / 100 * nanos.length);
        return nanos[Math.max(0, rank - 1)] / 1e6;
    }

    /** Answers that were not 2xx or 304, and calls without one. */
    long failures() {
        return statuses.entrySet().stream()
                .filter(entry -> entry.getKey() != 304 && (entry.getKey() < 200 || entry.getKey() > 299))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public String toString() {
        String line = String.format(
                Locale.ROOT,
                "%,.0f/s, p50 %.2f ms, p95 %.2f ms, p99 %.2f ms, max %.1f ms",
                perSecond(),
                millis(50),
                millis(95),
                millis(99),
                millis(100));
        return failures() == 0 ? line : line + ", FAILED " + failures() + " " + statuses;
    }
}
