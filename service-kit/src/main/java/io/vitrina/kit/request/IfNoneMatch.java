package io.vitrina.kit.request;

/** The condition of a read (RFC 9110, 13.1.2). */
public final class IfNoneMatch {

    private static final String ANY = "*";
    private static final String WEAK = "W/";

    private IfNoneMatch() {}

    /**
     * Whether the client has this state already. Compares weakly: a proxy that compresses makes the tag a weak one.
     *
     * @param header null when there is none
     * @param tag with its quotes, weak or strong
     */
    public static boolean names(String header, String tag) {
        if (header == null) {
            return false;
        }
        String current = opaque(tag);
        for (String part : header.split(",")) {
            String known = part.strip();
            if (known.equals(ANY) || opaque(known).equals(current)) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }
}
