package io.vitrina.catalog.listing;

import java.util.List;

/**
 * Finds what a search matches, by the way that is short for it.
 *
 * <p>A planner can't know how many rows a word has, least of all an unfinished one, and no plan is good for rare and
 * common words alike. So the statement looks itself, at the newest products. Of a common search it then takes the first
 * matches along the order of the list, and reads no more rows for it than should be needed; of a rare one, and where
 * that was not enough, it takes all matches there are from the index of words. What is not needed is not run.
 */
final class Matches {

    /** Whether all matches were found, not only the first along the order. */
    static final String EVERYTHING = "(SELECT everything FROM way)";

    /** Whether the search has more matches than are ranked as a whole. */
    static final String COMMON = "(SELECT common FROM judged)";

    /** How many of the newest products tell how common a search is. */
    private static final int SAMPLE = 2_000;
    /** The size of a table that PostgreSQL has not looked at yet. */
    private static final int PRODUCTS_BY_DEFAULT = 1_000_000;
    /** So many times the rows that should be needed are looked at before giving up. */
    private static final int MARGIN = 4;
    /** Products made together lie together: so many of them are read in the time of one somewhere else. */
    private static final int NEIGHBOURS = 8;
    /** An estimate of one product in so many, or more, comes from counted words, and is believed. */
    private static final int OFTEN = 5;

    private static final ProductSort NEWEST = ProductSort.CREATED_DESCENDING;

    private final Conditions conditions;
    private final int common;

    /** @param common how many matches make a search a common one */
    Matches(Conditions conditions, int common) {
        this.conditions = conditions;
        this.common = common;
    }

    /**
     * Which matches, and what of them.
     *
     * @param order the order of the list, one that has an index
     * @param after sort key and id of the row to go on after; empty for the beginning
     * @param columns further columns of {@code product p} beside the id, with their parameters
     * @param skip leave out so many of the first ones; not when everything was found
     * @param count how many are needed; more may come
     * @param needed SQL that says whether any are
     */
    record Asked(
            ProductSort order,
            List<String> after,
            String columns,
            List<Object> parameters,
            long skip,
            long count,
            String needed) {

        private void after(Statement statement) {
            if (!after.isEmpty()) {
                statement.add(order.afterRow(), after.toArray());
            }
        }
    }

    /** Common table expressions: {@code near} holds the first ones along the order, {@code far} all, or nothing. */
    void find(Statement statement, Asked asked) {
        judge(statement, asked);
        statement
                .add(", near AS MATERIALIZED (SELECT p.id, ")
                .add(asked.columns(), asked.parameters().toArray());
        statement.add(" FROM (SELECT p.* FROM product p WHERE p.deleted_at IS NULL");
        asked.after(statement);
        statement
                .add(asked.order().order())
                .add(" LIMIT (SELECT steps FROM judged)) p WHERE ")
                .add(conditions.where(), conditions.parameters())
                .add(asked.order().order())
                .add(
                        " LIMIT CASE WHEN " + asked.needed() + " THEN ? ELSE 0 END OFFSET ?)",
                        asked.count(),
                        asked.skip());
        // Judging costs as much as a small page does: it is not asked for where nothing is needed.
        // Everything: where nothing else was tried, or not enough was found although the list goes on.
        statement.add(
                ", way AS MATERIALIZED (SELECT CASE WHEN NOT (" + asked.needed()
                        + ") THEN false WHEN (SELECT steps FROM judged) = 0 THEN true"
                        + " WHEN (SELECT steps FROM judged) IS NULL OR (SELECT count(*) FROM near) >= ? THEN false"
                        + " ELSE (SELECT true FROM product p WHERE p.deleted_at IS NULL",
                asked.count());
        asked.after(statement);
        statement
                .add(asked.order().order())
                .add(" LIMIT 1 OFFSET (SELECT steps FROM judged)) IS NOT NULL END AS everything)")
                .add(", far AS MATERIALIZED (");
        all(statement, EVERYTHING, asked);
        statement.add(")");
    }

    /** All matches, if {@code condition} holds; without an order, lest the planner walk along it to find them. */
    void all(Statement statement, String condition, Asked asked) {
        statement
                .add("SELECT p.id, ")
                .add(asked.columns(), asked.parameters().toArray())
                .add(" FROM product p WHERE " + condition + " AND ")
                .add(conditions.where(), conditions.parameters());
        asked.after(statement);
    }

    /** Total and estimate of what {@link #find} was asked; {@code found} is what there is of both its kinds. */
    static void total(Statement statement, Asked asked) {
        statement.add(
                " SELECT CASE WHEN " + EVERYTHING + " THEN found.count WHEN near.count = 0 THEN 0"
                        + " ELSE near.count + ? END AS total,"
                        + " CASE WHEN NOT " + EVERYTHING + " AND (near.count >= ? OR near.count = 0 AND ? > 0)"
                        + " THEN judged.estimate END AS estimate"
                        + " FROM (SELECT count(*) FROM found) found, (SELECT count(*) FROM near) near, judged",
                asked.skip(),
                asked.count(),
                asked.skip());
    }

    /**
     * How common the search is, and how many rows to look at along the order: none when it is rare or when taking all
     * matches costs less, any number (NULL) when it is known to be in much of the table.
     */
    private void judge(Statement statement, Asked asked) {
        long wanted = asked.skip() + asked.count();
        int neighbours = asked.order() == NEWEST || asked.order() == ProductSort.CREATED ? NEIGHBOURS : 1;
        statement
                .add(
                        "judged AS MATERIALIZED (SELECT common, estimate, CASE WHEN NOT common THEN 0"
                                + " WHEN often THEN NULL::bigint WHEN share * share * products * ? < ? THEN 0"
                                + " ELSE ceil(? / share)::bigint END AS steps",
                        neighbours,
                        wanted,
                        wanted * MARGIN)
                .add(
                        " FROM (SELECT *, products > ? AND (often OR share * products > ?) AS common"
                                + " FROM (SELECT *, estimate * ? >= products AS often",
                        common,
                        common,
                        OFTEN)
                .add(
                        " FROM (SELECT newest.hits::float8 / greatest(newest.seen, 1) AS share, CASE"
                                + " WHEN newest.seen < ? THEN newest.seen WHEN reltuples > 0 THEN reltuples ELSE ? END"
                                + " AS products, estimated_rows(?) AS estimate FROM pg_class,",
                        SAMPLE,
                        PRODUCTS_BY_DEFAULT,
                        conditions.estimated())
                .add(" (SELECT count(*) AS seen, count(*) FILTER (WHERE ")
                .add(conditions.where(), conditions.parameters())
                .add(") AS hits FROM (SELECT p.* FROM product p WHERE p.deleted_at IS NULL" + NEWEST.order())
                .add(" LIMIT ?) p) newest WHERE pg_class.oid = 'product'::regclass) a) b) c)", SAMPLE);
    }
}
