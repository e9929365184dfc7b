package io.vitrina.kit.page;

import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An opaque place in a sorted list: the sort keys of the last row seen, bound to the list they came from.
 *
 * <p>The binding is a digest of the list's filters and sort: a cursor used with other ones is a 400, not a page of
 * something else. A second digest is of everything in it, so that an edited one is a 400 too, not another place. Neither
 * is a secret: whoever makes a cursor himself sees rows that the list would have shown anyway.
 */
public final class Cursor {

    private static final char SEPARATOR = '\u001f';
    private static final String ESCAPED = "%1F";
    /** Of the list, and of the whole. */
    private static final int DIGESTS = 2;

    private Cursor() {}

    /**
     * @param binding everything that makes this list this list: filters and sort, not page or size
     * @param keys sort keys of the last row, the id last
     */
    public static String encode(String binding, List<String> keys) {
        String list = digest(binding);
        String place = keys.stream().map(Cursor::escaped).collect(Collectors.joining(String.valueOf(SEPARATOR)));
        String plain = String.join(String.valueOf(SEPARATOR), list, digest(list + SEPARATOR + place), place);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** The sort keys, exactly {@code count} of them; 400 when the cursor is broken, edited or of another list. */
    public static List<String> decode(String cursor, String binding, int count) {
        List<String> keys = decode(cursor, binding);
        if (keys.size() != count) {
            throw notOurs();
        }
        return keys;
    }

    /** The sort keys, at least one; for lists with several kinds of places. */
    public static List<String> decode(String cursor, String binding) {
        String[] parts;
        try {
            parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)
                    .split(String.valueOf(SEPARATOR), DIGESTS + 1);
        } catch (IllegalArgumentException e) {
            throw notOurs();
        }
        if (parts.length <= DIGESTS || !parts[1].equals(digest(parts[0] + SEPARATOR + parts[DIGESTS]))) {
            throw notOurs();
        }
        if (!parts[0].equals(digest(binding))) {
            throw ProblemException.badRequest("cursor", "belongs to a list with other filters or another sort");
        }
        return Arrays.stream(parts[DIGESTS].split(String.valueOf(SEPARATOR), -1))
                .map(Cursor::plain)
                .toList();
    }

    private static ProblemException notOurs() {
        return ProblemException.badRequest("cursor", "is not one of ours");
    }

    /** A key may be a name that somebody typed the separator into. */
    private static String escaped(String key) {
        return key.replace("%", "%25").replace(String.valueOf(SEPARATOR), ESCAPED);
    }

    private static String plain(String key) {
        return key.replace(ESCAPED, String.valueOf(SEPARATOR)).replace("%25", "%");
    }

    private static String digest(String binding) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(Sha256.of(binding), 8));
    }
}
