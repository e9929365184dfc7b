package io.vitrina.gateway.cache;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** An answer that may be given to anybody, and when it was true. */
public final class CachedAnswer {

    /** What an entry costs besides its bytes: objects, references, the place in the map. */
    private static final int OVERHEAD_BYTES = 512;

    /** Nine digits of seconds are older than anything that is kept. */
    private static final Pattern AGE = Pattern.compile("[0-9]{1,9}");

    private static final long SECOND = 1_000_000_000L;

    private final CharSequence[] headers;
    private final Buffer body;
    private final String etag;
    private final CacheControl control;
    private final long bornNanos;

    /** Until then nobody asks the service again: it was away a moment ago. */
    private volatile long quietUntilNanos;

    /** Until then the service is believed to be away, unless a newer answer says otherwise. */
    private volatile long failingUntilNanos;

    private CachedAnswer(CharSequence[] headers, Buffer body, String etag, CacheControl control, long bornNanos) {
        this.headers = headers;
        this.body = body;
        this.etag = etag;
        this.control = control;
        this.bornNanos = bornNanos;
        this.quietUntilNanos = bornNanos;
        this.failingUntilNanos = bornNanos;
    }

    static boolean mayBeKept(Origin.Answer answer) {
        MultiMap headers = answer.headers();
        String vary = headers.get(HttpHeaders.VARY);
        return answer.status() == 200
                && CacheControl.parse(headers.get(HttpHeaders.CACHE_CONTROL)).shared()
                && !headers.contains(HttpHeaders.SET_COOKIE)
                && (vary == null || vary.toLowerCase(Locale.ROOT).strip().equals("accept-encoding"));
    }

    /** @param askedNanos when the service was asked; it may say that it had the answer for a while by then */
    static CachedAnswer of(Origin.Answer answer, long askedNanos) {
        List<CharSequence> kept = new ArrayList<>();
        for (Map.Entry<String, String> header : answer.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            switch (name) {
                case "content-length", "transfer-encoding", "date", "age" -> {}
                default -> {
                    kept.add(HttpHeaders.createOptimized(header.getKey()));
                    kept.add(HttpHeaders.createOptimized(header.getValue()));
                }
            }
        }
        return new CachedAnswer(
                kept.toArray(CharSequence[]::new),
                // Grown piece by piece, the buffer may be twice as large as what is in it.
                Buffer.buffer(answer.body().getBytes()),
                answer.headers().get(HttpHeaders.ETAG),
                CacheControl.parse(answer.headers().get(HttpHeaders.CACHE_CONTROL)),
                askedNanos - ageNanos(answer));
    }

    /** The same, found to be still true. */
    CachedAnswer confirmed(Origin.Answer notModified, long askedNanos) {
        return new CachedAnswer(headers, body, etag, control, askedNanos - ageNanos(notModified));
    }

    private static long ageNanos(Origin.Answer answer) {
        String age = answer.headers().get(HttpHeaders.AGE);
        return age != null && AGE.matcher(age).matches() ? Long.parseLong(age) * SECOND : 0;
    }

    boolean isFresh(long nowNanos) {
        return nowNanos - bornNanos < control.maxAgeSeconds() * SECOND;
    }

    boolean mayBeStale(long nowNanos) {
        return nowNanos - bornNanos < (control.maxAgeSeconds() + control.staleSeconds()) * SECOND;
    }

    boolean isYoungerThan(long nanos, long nowNanos) {
        return nowNanos - bornNanos < nanos;
    }

    boolean isQuiet(long nowNanos) {
        return quietUntilNanos - nowNanos > 0;
    }

    boolean isFailing(long nowNanos) {
        return failingUntilNanos - nowNanos > 0;
    }

    /** The service gave no newer answer. */
    void failed(long quietUntil, long failingUntil) {
        quietUntilNanos = quietUntil;
        failingUntilNanos = failingUntil;
    }

    int weight(String key) {
        int weight = OVERHEAD_BYTES + 2 * key.length() + body.length();
        for (CharSequence header : headers) {
            weight += header.length();
        }
        return weight;
    }

    /** Whole seconds since it was true. */
    public long ageSeconds(long nowNanos) {
        return (nowNanos - bornNanos) / SECOND;
    }

    /** Null when the service gave none. */
    public String etag() {
        return etag;
    }

    /** Shared; not to be modified. */
    public Buffer body() {
        return body;
    }

    /** Sets all its headers. */
    public void copyTo(MultiMap target) {
        for (int i = 0; i < headers.length; i += 2) {
            target.set(headers[i], headers[i + 1]);
        }
    }
}
