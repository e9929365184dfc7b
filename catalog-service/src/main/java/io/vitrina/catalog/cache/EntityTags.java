package io.vitrina.catalog.cache;

import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.text.Sha256;
import java.util.Arrays;
import java.util.Base64;

/** Entity tags (RFC 9110, 8.8.3 and 13.1). */
public final class EntityTags {

    private static final String ANY = "*";
    private static final int HASH_BYTES = 12;
    /** Behind it a tag tells states apart that differ in derived members only. */
    private static final String DERIVED = "~";

    private EntityTags() {}

    /** The tag of these very bytes. */
    public static String of(byte[] body) {
        byte[] hash = Arrays.copyOf(Sha256.of(body), HASH_BYTES);
        return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '"';
    }

    /**
     * The tag of an object that is shown with members nobody writes, such as counts: they make another tag, but no
     * {@code If-Match} fails for them.
     */
    public static String of(long id, int version, byte[] body) {
        return '"' + Long.toString(id) + '.' + version + DERIVED + of(body).substring(1);
    }

    /** What {@link #requireMatch} needs of such a tag. */
    public static String written(long id, int version) {
        return '"' + Long.toString(id) + '.' + version + DERIVED;
    }

    /** 412 when there is an {@code If-Match} that names another state of the object. */
    public static void requireMatch(String ifMatch, String current) {
        if (ifMatch == null || ifMatch.isBlank()) {
            return;
        }
        for (String part : ifMatch.split(",")) {
            String tag = part.strip();
            if (tag.equals(ANY) || own(tag).equals(own(current))) {
                return;
            }
        }
        throw ProblemException.stale();
    }

    private static String own(String tag) {
        int derived = tag.indexOf(DERIVED);
        return derived < 0 ? tag : tag.substring(0, derived);
    }
}
