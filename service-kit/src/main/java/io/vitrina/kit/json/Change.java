package io.vitrina.kit.json;

import java.util.function.Consumer;

/**
 * A field of a PATCH body: absent, set to null, or set to a value.
 *
 * <p>A record's component of this type is never null when Jackson made the record.
 *
 * @param present whether the field was in the body at all
 * @param value its value; null when absent or when the client wrote null
 */
public record Change<T>(boolean present, T value) {

    private static final Change<?> ABSENT = new Change<>(false, null);

    @SuppressWarnings("unchecked")
    public static <T> Change<T> absent() {
        return (Change<T>) ABSENT;
    }

    public static <T> Change<T> to(T value) {
        return new Change<>(true, value);
    }

    /** Hands the new value, which may be null, to the action when the field was in the body. */
    public void ifPresent(Consumer<? super T> action) {
        if (present) {
            action.accept(value);
        }
    }

    /** The new value when there is one, else the one given. */
    public T orElse(T current) {
        return present ? value : current;
    }
}
