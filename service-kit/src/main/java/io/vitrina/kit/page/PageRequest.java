package io.vitrina.kit.page;

/**
 * Which page a client asks for: by number, or after a cursor.
 *
 * @param page from 1; ignored when there is a cursor
 * @param size 1..100
 * @param cursor as an earlier page gave it; null when asked by number
 */
public record PageRequest(int page, int size, String cursor) {

    public static final int DEFAULT_SIZE = 20;
    public static final int MAX_SIZE = 100;

    /** Far beyond any real list, near enough that {@code (page - 1) * size} can't overflow. */
    public static final int MAX_PAGE = 10_000_000;

    public static PageRequest from(Query query) {
        return new PageRequest(
                query.integer("page", 1, 1, MAX_PAGE),
                query.integer("size", DEFAULT_SIZE, 1, MAX_SIZE),
                query.text("cursor").orElse(null));
    }

    public boolean byCursor() {
        return cursor != null;
    }

    public long offset() {
        return (page - 1L) * size;
    }
}
