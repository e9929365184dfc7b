package io.vitrina.catalog.listing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a product must be to stand in a list, as SQL about {@code product p}, twice: with parameters, and with literals
 * for the planner's estimate.
 *
 * <p>Every text here is a constant; what clients send goes in as parameters, or as numbers and checked words.
 */
final class Conditions {

    private final StringBuilder where = new StringBuilder("p.deleted_at IS NULL");
    private final StringBuilder literal = new StringBuilder("p.deleted_at IS NULL");
    private final List<Object> parameters = new ArrayList<>();
    private final boolean narrow;
    private final boolean indexed;

    Conditions(ProductFilter filter, Meaning meaning) {
        this.narrow = !filter.ids().isEmpty() || filter.category() != null;
        this.indexed = !narrow
                && meaning.query() == null
                && (filter.all() || meaning.hidden().isEmpty());
        if (!filter.all()) {
            where.append(" AND p.is_active AND p.in_stock");
            literal.append(" AND p.is_active AND p.in_stock");
        }
        if (filter.minPrice() != null) {
            and(" AND p.price >= ?", filter.minPrice(), " AND p.price >= " + filter.minPrice());
        }
        if (filter.maxPrice() != null) {
            and(" AND p.price <= ?", filter.maxPrice(), " AND p.price <= " + filter.maxPrice());
        }
        if (!filter.ids().isEmpty()) {
            within(" AND p.id = ANY (", filter.ids());
        }
        if (filter.category() != null) {
            within(" AND p.category_id = ANY (", meaning.branch());
        } else if (!filter.all() && !meaning.hidden().isEmpty()) {
            and(
                    " AND (p.category_id IS NULL OR p.category_id <> ALL (?))",
                    meaning.hidden().toArray(Long[]::new),
                    " AND (p.category_id IS NULL OR p.category_id <> ALL (" + array(meaning.hidden()) + "))");
        }
        if (meaning.query() != null) {
            and(
                    " AND p.search @@ ?::tsquery",
                    meaning.query(),
                    " AND p.search @@ " + quoted(meaning.query()) + "::tsquery");
        }
    }

    /** Ids or a branch of categories narrow the list: counting then begins with their index. */
    boolean isNarrow() {
        return narrow;
    }

    /**
     * Whether the index of an order decides by itself which rows belong to the list. It knows their categories too, but
     * PostgreSQL looks for none in it that must not be one of many.
     */
    boolean isIndexed() {
        return indexed;
    }

    /** Whether all products are listed, or all on sale: nothing is asked of them. */
    boolean isWhole() {
        return parameters.isEmpty();
    }

    /** With {@link #parameters()}. */
    String where() {
        return where.toString();
    }

    Object[] parameters() {
        return parameters.toArray();
    }

    /** The same query without parameters, for {@code estimated_rows}. */
    String estimated() {
        return "SELECT FROM product p WHERE " + literal;
    }

    private void within(String condition, Collection<Long> numbers) {
        and(condition + "?)", numbers.toArray(Long[]::new), condition + array(numbers) + ")");
    }

    private void and(String condition, Object parameter, String asLiteral) {
        where.append(condition);
        parameters.add(parameter);
        literal.append(asLiteral);
    }

    private static String array(Collection<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "'{", "}'::bigint[]"));
    }

    /** What PostgreSQL printed as a tsquery holds quotes of its own, and perhaps backslashes. */
    private static String quoted(String text) {
        return " E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
