package io.vitrina.gateway.route;

import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;
import java.util.HexFormat;

/**
 * The path of a request, in the one spelling that is routed.
 *
 * <p>A path that two parsers could read in two ways is not repaired but refused: dot segments, empty segments,
 * backslashes, matrix parameters, and any of these (or a percent sign) hidden behind percent-encoding. No address of
 * the shop needs them, so whoever sends one gets what any other unknown address gets.
 *
 * @param path begins with a slash; does not end with one unless it is the root
 * @param query without the question mark; null when there is none
 */
record RoutePath(String path, String query) {

    /** Printable, and yet in no part of a URI unless escaped (RFC 3986). Services end such a call without a word. */
    private static final String NEVER_RAW = "\"<>\\^`{|}";

    /** Not an address but all of them: what {@code OPTIONS *} asks about. */
    static final RoutePath SERVER = new RoutePath("*", null);

    /**
     * @param uri request target as it came, in origin or absolute form
     * @throws ProblemException 400 when it is no URI, 404 when it is one that is never served
     */
    static RoutePath parse(String uri) {
        String target = origin(uri);
        int mark = target.indexOf('?');
        String raw = mark < 0 ? target : target.substring(0, mark);
        checkPath(raw);
        if (raw.indexOf('%') >= 0) {
            raw = decodePlain(raw);
        }
        String query = mark < 0 ? null : target.substring(mark + 1);
        if (query != null) {
            query = cleanQuery(query);
        }
        boolean slash = raw.length() > 1 && raw.charAt(raw.length() - 1) == '/';
        return new RoutePath(slash ? raw.substring(0, raw.length() - 1) : raw, query);
    }

    /** Path and query as they are sent on. */
    String target() {
        return query == null ? path : path + '?' + query;
    }

    /** As {@link #target()}, with another path. */
    String target(String otherPath) {
        return query == null ? otherPath : otherPath + '?' + query;
    }

    private static String origin(String uri) {
        if (uri.startsWith("/")) {
            return uri;
        }
        int scheme = uri.indexOf("://");
        if (scheme < 4 || scheme > 5 || !uri.regionMatches(true, 0, "http", 0, 4)) {
            throw malformed();
        }
        for (int i = scheme + 3; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '/') {
                return uri.substring(i);
            }
            // A slash further on would not begin the path.
            if (c == '?' || c == '#' || c == '\\' || c == '@') {
                throw malformed();
            }
        }
        return "/";
    }

    private static void checkPath(String path) {
        int segment = 1;
        int length = path.length();
        for (int i = 1; i <= length; i++) {
            char c = i == length ? '/' : path.charAt(i);
            if (c == '/') {
                boolean trailing = i == length;
                boolean empty = i == segment;
                if (empty && !trailing || isDots(path, segment, i)) {
                    throw unknown();
                }
                segment = i + 1;
            } else if (c == ';' || c == '\\') {
                throw unknown();
            } else if (c == '%') {
                checkEscape(path, i);
            } else if (c <= ' ' || c >= 0x7f || c == '#' || c == '[' || c == ']' || NEVER_RAW.indexOf(c) >= 0) {
                throw malformed();
            }
        }
    }

    private static boolean isDots(String path, int from, int to) {
        int length = to - from;
        return length > 0 && length <= 2 && path.charAt(from) == '.' && path.charAt(to - 1) == '.';
    }

    private static void checkEscape(String path, int at) {
        int value = escaped(path, at);
        if (value < ' ' || value == 0x7f || "./\\;%".indexOf(value) >= 0) {
            throw unknown();
        }
    }

    /** The byte that a percent sign and two digits stand for. */
    private static int escaped(String text, int at) {
        if (at + 2 >= text.length()) {
            throw malformed();
        }
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        if (high < 0 || low < 0) {
            throw malformed();
        }
        return high * 16 + low;
    }

    /** Letters and digits in disguise are what they are: {@code /auth/%6Cogin} is a login to services and limits alike. */
    private static String decodePlain(String path) {
        StringBuilder plain = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                plain.append(c);
                continue;
            }
            char value = (char) Integer.parseInt(path, i + 1, i + 3, 16);
            if (value < 0x7f && (Character.isLetterOrDigit(value) || value == '-' || value == '_' || value == '~')) {
                plain.append(value);
            } else {
                plain.append(path, i, i + 3);
            }
            i += 2;
        }
        return plain.toString();
    }

    /**
     * Bytes beyond ASCII are escaped, and so is what browsers leave bare although no URI may have it: that means the
     * same and can't be read in two ways. What only looks like an escape is refused: services end such a call before
     * they could say why.
     */
    private static String cleanQuery(String query) {
        StringBuilder clean = null;
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c <= ' ' || c == 0x7f || c == '#' || c > 0xff) {
                throw malformed();
            }
            if (c == '%') {
                escaped(query, i);
            }
            boolean escape = c > 0x7f || NEVER_RAW.indexOf(c) >= 0;
            if (escape && clean == null) {
                clean = new StringBuilder(query.length() + 16).append(query, 0, i);
            }
            if (clean != null) {
                if (escape) {
                    clean.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
                } else {
                    clean.append(c);
                }
            }
        }
        return clean == null ? query : clean.toString();
    }

    private static ProblemException unknown() {
        return new ProblemException(Problems.NOT_FOUND, "there is nothing at this address");
    }

    private static ProblemException malformed() {
        return new ProblemException(Problems.BAD_REQUEST, "the request target is malformed");
    }
}
