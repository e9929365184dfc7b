package io.vitrina.catalog.listing;

import io.vitrina.catalog.product.ProductRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Writes the one statement that a page of a list takes: the rows and, on numbered pages, how many there are in all.
 *
 * <p>The page is found by ids in an index first; only its rows are then read whole. Every text here is a constant; what
 * clients send goes in as parameters, or as numbers and checked words where the planner's estimate needs a literal.
 */
final class ListingQuery {

    private static final String NEWEST_FIRST = " ORDER BY p.created_at DESC, p.id DESC";

    private final StringBuilder where = new StringBuilder("p.deleted_at IS NULL");
    private final List<Object> parameters = new ArrayList<>();
    /** The same conditions as literals. */
    private final StringBuilder literal = new StringBuilder("p.deleted_at IS NULL");

    private final ProductSort sort;
    private final String tsquery;
    private final int rankedMatches;
    /** Ids or a branch of categories narrow the list: counting then begins with their index. */
    private final boolean narrow;

    /**
     * @param tsquery what to search for in PostgreSQL's own words; null when nothing is searched for
     * @param rankedMatches how many of the matches are ranked
     */
    ListingQuery(ProductFilter filter, String tsquery, int rankedMatches) {
        this.sort = filter.sort();
        this.tsquery = tsquery;
        this.rankedMatches = rankedMatches;
        this.narrow = !filter.ids().isEmpty() || filter.category() != null;
        if (!filter.all()) {
            both(" AND p.is_active AND p.in_stock");
        }
        if (tsquery != null) {
            and(" AND p.search @@ ?::tsquery", tsquery, " AND p.search @@ " + quoted(tsquery) + "::tsquery");
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
    }

    void inCategories(Collection<Long> categories) {
        within(" AND p.category_id = ANY (", categories);
    }

    void outsideCategories(Collection<Long> categories) {
        if (!categories.isEmpty()) {
            and(
                    " AND (p.category_id IS NULL OR p.category_id <> ALL (?))",
                    categories.toArray(Long[]::new),
                    " AND (p.category_id IS NULL OR p.category_id <> ALL (" + array(categories) + "))");
        }
    }

    /** Whether a far page of it can be found from a place that is known: one index holds the whole list in order. */
    boolean isLong() {
        return tsquery == null && !narrow;
    }

    /**
     * Where a page begins.
     *
     * @param after sort key and id of the row to go on after; empty for the beginning of the list
     * @param offset rows to skip from there
     */
    record Start(List<String> after, long offset) {}

    /**
     * The whole statement.
     *
     * @param countUpTo totals are counted up to this number, and estimated past it; empty for no total
     */
    Statement page(Start start, int limit, OptionalInt countUpTo) {
        List<String> after = start.after();
        List<Object> all = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        if (sort == ProductSort.RELEVANCE) {
            matches(sql, all);
        }
        sql.append("SELECT t.total, t.estimate, i.* FROM (");
        if (countUpTo.isPresent()) {
            total(sql, all, countUpTo.getAsInt());
        } else {
            sql.append("SELECT NULL::bigint AS total, NULL::bigint AS estimate");
        }
        sql.append(") t LEFT JOIN (SELECT ")
                .append(ProductRow.COLUMNS)
                .append(", k.key::text AS sort_key,")
                .append(" row_number() OVER (ORDER BY k.key")
                .append(sort.direction())
                .append(", k.id")
                .append(sort.direction())
                .append(") AS place FROM (");
        keys(sql, all, after);
        sql.append(" LIMIT ? OFFSET ?) k JOIN product p ON p.id = k.id ")
                .append(ProductRow.JOINS)
                .append(") i ON true ORDER BY i.place");
        all.add(limit);
        all.add(start.offset());
        return new Statement(sql.toString(), all.toArray());
    }

    /**
     * Sort key and id of every so-manieth row, by one walk along the index.
     *
     * @param after sort key and id of the row to go on after; empty for the beginning of the list
     * @param count how many such rows at most
     */
    Statement landmarks(List<String> after, int every, long count) {
        List<Object> all = new ArrayList<>();
        StringBuilder sql =
                new StringBuilder("WITH RECURSIVE mark (nth, key, id) AS (SELECT 1::bigint, k.key, k.id FROM (");
        keys(sql, all, after);
        sql.append(" LIMIT 1 OFFSET ?) k UNION ALL SELECT mark.nth + 1, k.key, k.id FROM mark, LATERAL (");
        all.add(every - 1);
        select(sql, all);
        sql.append(" AND (")
                .append(sort.key())
                .append(", p.id) ")
                .append(sort.after())
                .append(" (mark.key, mark.id)");
        order(sql);
        sql.append(" LIMIT 1 OFFSET ?) k WHERE mark.nth < ?) SELECT key::text AS sort_key, id FROM mark ORDER BY nth");
        all.add(every - 1);
        all.add(count);
        return new Statement(sql.toString(), all.toArray());
    }

    /** The newest matches, one more than are ranked: a word that half the shop matches is not ranked a million times. */
    private void matches(StringBuilder sql, List<Object> all) {
        sql.append("WITH matches AS MATERIALIZED (SELECT p.id, p.search FROM product p WHERE ")
                .append(where)
                .append(NEWEST_FIRST)
                .append(" LIMIT ?) ");
        all.addAll(parameters);
        all.add(rankedMatches + 1);
    }

    private void total(StringBuilder sql, List<Object> all, int countUpTo) {
        int limit = tsquery == null ? countUpTo : rankedMatches;
        sql.append("SELECT counted.total, CASE WHEN counted.total > ? THEN estimated_rows(?) END AS estimate")
                .append(" FROM (SELECT count(*) AS total FROM ");
        all.add(limit);
        all.add("SELECT FROM product p WHERE " + literal);
        if (sort == ProductSort.RELEVANCE) {
            sql.append("matches) counted");
            return;
        }
        sql.append("(SELECT FROM product p WHERE ").append(where);
        if (!narrow) {
            // The order changes no count: it makes the planner walk the narrow index, not the wide rows.
            sql.append(NEWEST_FIRST);
        }
        sql.append(" LIMIT ?) capped) counted");
        all.addAll(parameters);
        all.add(limit + 1);
    }

    private void keys(StringBuilder sql, List<Object> all, List<String> after) {
        if (sort == ProductSort.RELEVANCE) {
            sql.append("SELECT id, rank AS key FROM (SELECT id, ts_rank(search, ?::tsquery) AS rank")
                    .append(" FROM (SELECT * FROM matches LIMIT ?) m) p WHERE true");
            all.add(tsquery);
            all.add(rankedMatches);
        } else {
            select(sql, all);
        }
        if (!after.isEmpty()) {
            sql.append(" AND (")
                    .append(sort.key())
                    .append(", p.id) ")
                    .append(sort.after())
                    .append(" (?::")
                    .append(sort.type())
                    .append(", ?::bigint)");
            all.addAll(after);
        }
        order(sql);
    }

    private void select(StringBuilder sql, List<Object> all) {
        sql.append("SELECT p.id, ")
                .append(sort.key())
                .append(" AS key FROM product p WHERE ")
                .append(where);
        all.addAll(parameters);
    }

    private void order(StringBuilder sql) {
        sql.append(" ORDER BY ")
                .append(sort.key())
                .append(sort.direction())
                .append(", p.id")
                .append(sort.direction());
    }

    /** Ready to be sent. */
    record Statement(String sql, Object[] parameters) {}

    private void within(String condition, Collection<Long> numbers) {
        and(condition + "?)", numbers.toArray(Long[]::new), condition + array(numbers) + ")");
    }

    private void and(String condition, Object parameter, String asLiteral) {
        where.append(condition);
        parameters.add(parameter);
        literal.append(asLiteral);
    }

    private void both(String condition) {
        where.append(condition);
        literal.append(condition);
    }

    private static String array(Collection<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "'{", "}'::bigint[]"));
    }

    /** What PostgreSQL printed as a tsquery holds quotes of its own, and perhaps backslashes. */
    private static String quoted(String text) {
        return " E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
