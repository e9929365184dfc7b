package io.vitrina.kit.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param items at most {@code size} of them
 * @param page number of this page from 1; null on pages reached by a cursor
 * @param size how many items a page holds, 1..100
 * @param total how many items there are in all pages; null on pages reached by a cursor
 * @param pages how many pages there are; null on pages reached by a cursor
 * @param nextCursor continues after this page without drift; null on the last one
 * @param totalIsEstimate true when counting would have been dear and {@code total} is an estimate; else left out
 */
public record Page<T>(
        List<T> items,
        Integer page,
        int size,
        Long total,
        Long pages,
        String nextCursor,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean totalIsEstimate) {

    public static <T> Page<T> numbered(List<T> items, int page, int size, long total, String nextCursor) {
        return new Page<>(items, page, size, total, Math.ceilDiv(total, size), nextCursor, null);
    }

    public static <T> Page<T> estimated(List<T> items, int page, int size, long total, String nextCursor) {
        return new Page<>(items, page, size, total, Math.ceilDiv(total, size), nextCursor, true);
    }

    public static <T> Page<T> continued(List<T> items, int size, String nextCursor) {
        return new Page<>(items, null, size, null, null, nextCursor, null);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> to) {
        List<R> mapped = items.stream().<R>map(to).toList();
        return new Page<>(mapped, page, size, total, pages, nextCursor, totalIsEstimate);
    }
}
