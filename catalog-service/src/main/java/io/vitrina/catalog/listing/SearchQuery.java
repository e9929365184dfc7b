package io.vitrina.catalog.listing;

import io.vitrina.catalog.listing.Matches.Asked;
import io.vitrina.catalog.product.ProductRow;
import java.util.List;

/**
 * Writes the one statement that a page of a search takes.
 *
 * <p>By relevance all matches are ranked when the search is a rare one. The matches of a common one are ranked within
 * windows of so many, the newest first: no word is ranked a million times, and a walk still comes to every row. A cursor
 * says where its window begins and ends, so that what is written meanwhile moves no row from one into another.
 *
 * <p>The first page of "чашка" by price, of 20 products, in short; {@code MATCHES} is what {@link Conditions} say:
 *
 * <pre>{@code
 * WITH judged AS (SELECT common, estimate, steps FROM ...),   -- from the newest 2,000 products, and the statistics
 *   near AS (SELECT p.id, p.price AS key
 *     FROM (SELECT p.* FROM product p ORDER BY p.price, p.id LIMIT (SELECT steps FROM judged)) p
 *     WHERE MATCHES ORDER BY p.price, p.id LIMIT 21),
 *   way AS (SELECT ... AS everything),                        -- whether near was not tried, or was not enough
 *   far AS (SELECT p.id, p.price AS key FROM product p WHERE (SELECT everything FROM way) AND MATCHES),
 *   found AS (SELECT id, key, 0 AS part FROM near WHERE NOT (SELECT everything FROM way)
 *     UNION ALL SELECT id, key, 0 FROM far),
 *   bounds AS (SELECT 0 AS part, ARRAY[]::text[] AS keys)     -- the windows' ends, by relevance
 * SELECT t.total, t.estimate, i.*
 * FROM (SELECT ... AS total, ... AS estimate FROM found, near, judged) t
 * LEFT JOIN (SELECT p.id, p.name, ..., b.keys || ARRAY[k.key, k.id] AS keys, k.place
 *   FROM (SELECT id, key, part, ... AS place FROM found ORDER BY part, key, id LIMIT 21 OFFSET 0) k
 *   LEFT JOIN bounds b ON b.part = k.part JOIN product p ON p.id = k.id ...) i ON true
 * ORDER BY i.place
 * }</pre>
 */
final class SearchQuery {

    /** What a cursor holds that is in a window: {@code created_at} and id of its ends, sort key and id of the row. */
    static final int KEYS_IN_WINDOW = 6;

    private static final ProductSort NEWEST = ProductSort.CREATED_DESCENDING;

    private static final String NO_TOTAL = " SELECT NULL::bigint AS total, NULL::bigint AS estimate";

    private final ProductSort sort;
    private final Matches matches;
    private final Conditions conditions;
    private final String tsquery;
    private final int window;

    /**
     * How searches are ranked.
     *
     * @param whole the most matches that are ranked as one, as far as is known beforehand
     * @param window how many are ranked at a time where there are more
     */
    record Ranking(int whole, int window) {}

    SearchQuery(ProductSort sort, Conditions conditions, String tsquery, Ranking ranking) {
        this.sort = sort;
        this.matches = new Matches(conditions, ranking.whole());
        this.conditions = conditions;
        this.tsquery = tsquery;
        this.window = ranking.window();
    }

    /** A page by its number, with the total. */
    Statement numbered(long offset, int limit) {
        Statement statement = new Statement().add("WITH ");
        if (sort != ProductSort.RELEVANCE) {
            Asked asked = sorted(List.of(), offset + limit);
            found(statement, asked);
            Matches.total(statement.add(head()), asked);
            return rows(statement, "found", limit, offset, offset);
        }
        // The page may begin in one window and end in the next.
        long first = offset / window;
        long last = (offset + limit - 1) / window;
        Asked asked = ranked(List.of(), first * window, (last - first + 1) * window, "true");
        windows(statement, asked, Matches.COMMON);
        statement.add(", bounds AS (");
        bounds(statement, Matches.COMMON);
        Matches.total(statement.add(")").add(head()), asked);
        return rows(statement, "found", limit, offset, offset - asked.skip());
    }

    /**
     * The page after a row.
     *
     * @param after sort key and id of the row, or what belongs to one in a window
     */
    Statement continued(List<String> after, int limit) {
        Statement statement = new Statement().add("WITH ");
        if (after.size() == KEYS_IN_WINDOW) {
            return inWindow(statement, after, limit);
        }
        if (sort == ProductSort.RELEVANCE) {
            statement.add("found AS MATERIALIZED (SELECT id, key, 0 AS part FROM (");
            matches.all(statement, "true", ranked(List.of(), 0, 0, "true"));
            statement.add(") p WHERE true").add(sort.afterRow(), after.toArray());
            statement.add(
                    "), bounds AS (SELECT 0 AS part, ARRAY[]::text[] AS keys), way AS (SELECT true AS everything)");
        } else {
            found(statement, sorted(after, limit));
        }
        return rows(statement.add(head()).add(NO_TOTAL), "found", limit, 0, 0);
    }

    /** What is left of the window, and the next one where that is too little. */
    private Statement inWindow(Statement statement, List<String> after, int limit) {
        List<String> window = after.subList(0, 4);
        statement
                .add(
                        "here AS MATERIALIZED (SELECT * FROM (SELECT p.id, p.created_at, ts_rank(p.search, ?::tsquery) AS key"
                                + " FROM (SELECT p.* FROM product p WHERE p.deleted_at IS NULL",
                        tsquery)
                .add(" AND (p.created_at, p.id) <= (?::timestamptz, ?::bigint)", window.get(0), window.get(1))
                .add(" AND (p.created_at, p.id) >= (?::timestamptz, ?::bigint)", window.get(2), window.get(3))
                // Keeps the planner from looking for the words in the whole table.
                .add(" OFFSET 0) p WHERE ")
                .add(conditions.where(), conditions.parameters())
                .add(") p WHERE true")
                .add(sort.afterRow(), after.subList(4, 6).toArray())
                .add("), ");
        String needed = "(SELECT count(*) FROM here) < " + limit;
        windows(statement, ranked(after.subList(2, 4), 0, this.window, needed), "true");
        statement.add(", bounds AS (SELECT -1 AS part, ARRAY[?, ?, ?, ?]::text[] AS keys UNION ALL ", window.toArray());
        bounds(statement, "true");
        return rows(
                statement.add(")").add(head()).add(NO_TOTAL),
                "(SELECT id, key, -1 AS part FROM here UNION ALL SELECT id, key, part FROM found) matches",
                limit,
                0,
                0);
    }

    private Asked sorted(List<String> after, long count) {
        return new Asked(sort, after, sort.key() + " AS key", List.of(), 0, count, "true");
    }

    private Asked ranked(List<String> after, long skip, long count, String needed) {
        return new Asked(
                NEWEST,
                after,
                "p.created_at, ts_rank(p.search, ?::tsquery) AS key",
                List.of(tsquery),
                skip,
                count,
                needed);
    }

    private void found(Statement statement, Asked asked) {
        matches.find(statement, asked);
        statement.add(", found AS MATERIALIZED (SELECT id, key, 0 AS part FROM near WHERE NOT " + Matches.EVERYTHING
                + " UNION ALL SELECT id, key, 0 FROM far)"
                + ", bounds AS (SELECT 0 AS part, ARRAY[]::text[] AS keys)");
    }

    /** Matches with the number of their window; with 0 all of them unless {@code parted}. */
    private void windows(Statement statement, Asked asked, String parted) {
        matches.find(statement, asked);
        String number = "(row_number() OVER (ORDER BY created_at DESC, id DESC) - 1) / ? AS part";
        statement
                .add(
                        ", found AS MATERIALIZED (SELECT id, key, created_at, ? + " + number + " FROM near WHERE NOT "
                                + Matches.EVERYTHING,
                        asked.skip() / window,
                        window)
                .add(" UNION ALL SELECT id, key, created_at, 0 FROM far WHERE NOT " + parted)
                .add(" UNION ALL SELECT id, key, created_at, " + number + " FROM far WHERE " + parted + ")", window);
    }

    private void bounds(Statement statement, String parted) {
        statement.add("SELECT part, ARRAY[max(created_at)::text,"
                + " (array_agg(id ORDER BY created_at DESC, id DESC))[1]::text, min(created_at)::text,"
                + " (array_agg(id ORDER BY created_at, id))[1]::text] AS keys FROM found WHERE " + parted
                + " GROUP BY part");
    }

    private static String head() {
        return " SELECT t.total, t.estimate, i.* FROM (";
    }

    private Statement rows(Statement statement, String found, int limit, long ofAll, long ofNear) {
        String order = "part, key" + sort.direction() + ", id" + sort.direction();
        return statement
                .add(") t LEFT JOIN (SELECT ")
                .add(ProductRow.COLUMNS)
                .add(", coalesce(b.keys, '{}') || ARRAY[k.key::text, k.id::text] AS keys, k.place FROM (SELECT id, key,"
                        + " part, row_number() OVER (ORDER BY " + order + ") AS place FROM " + found + " ORDER BY "
                        + order)
                .add(" LIMIT ? OFFSET CASE WHEN " + Matches.EVERYTHING + " THEN ? ELSE ? END) k", limit, ofAll, ofNear)
                .add(" LEFT JOIN bounds b ON b.part = k.part JOIN product p ON p.id = k.id ")
                .add(ProductRow.JOINS)
                .add(") i ON true ORDER BY i.place");
    }
}
