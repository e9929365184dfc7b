package io.vitrina.kit.text;

/** The rule for text that is to come back from a database as it went in. */
public final class StorableText {

    private StorableText() {}

    /** No NUL, which PostgreSQL refuses, and no half of a surrogate pair, which UTF-8 has no bytes for. */
    public static boolean isStorable(String text) {
        return text.codePoints().allMatch(StorableText::isStorable);
    }

    private static boolean isStorable(int c) {
        return c != 0 && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
    }
}
