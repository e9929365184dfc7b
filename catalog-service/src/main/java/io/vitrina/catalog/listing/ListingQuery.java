package io.vitrina.catalog.listing;

import io.vitrina.catalog.product.ProductRow;
import java.util.List;
import java.util.OptionalInt;

/**
 * Writes the one statement that a page of a list takes where nothing is searched for: the rows and, on numbered pages,
 * how many there are in all.
 *
 * <p>Of the table only the page's own rows are read. Where an index decides about all the others, the page is read along
 * it; else, and where rows are skipped, it is found by ids in the index first.
 */
final class ListingQuery {

    private final ProductSort sort;
    private final Conditions conditions;

    ListingQuery(ProductSort sort, Conditions conditions) {
        this.sort = sort;
        this.conditions = conditions;
    }

    /** Whether a far page of it can be found from a place that is known: one index holds the whole list in order. */
    boolean isLong() {
        return !conditions.isNarrow();
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
        Statement statement = new Statement().add("SELECT t.total, t.estimate, i.* FROM (");
        if (countUpTo.isPresent()) {
            total(statement, countUpTo.getAsInt());
        } else {
            statement.add("SELECT NULL::bigint AS total, NULL::bigint AS estimate");
        }
        statement
                .add(") t LEFT JOIN (SELECT ")
                .add(ProductRow.COLUMNS)
                .add(", ARRAY[p.key::text, p.id::text] AS keys, row_number() OVER (ORDER BY p.key" + sort.direction()
                        + ", p.id" + sort.direction() + ") AS place FROM (");
        rows(statement, start, limit);
        return statement.add(") p ").add(ProductRow.JOINS).add(") i ON true ORDER BY i.place");
    }

    /**
     * Sort key and id of every so-manieth row, by one walk along the index.
     *
     * @param after sort key and id of the row to go on after; empty for the beginning of the list
     * @param count how many such rows at most
     */
    Statement landmarks(List<String> after, int every, long count) {
        Statement statement =
                new Statement().add("WITH RECURSIVE mark (nth, key, id) AS (SELECT 1::bigint, k.key, k.id FROM (");
        keys(statement, "p.id", after);
        statement.add(
                " LIMIT 1 OFFSET ?) k UNION ALL SELECT mark.nth + 1, k.key, k.id FROM mark, LATERAL (", every - 1);
        select(statement, "p.id");
        return statement
                .add(" AND (" + sort.key() + ", p.id) " + sort.after() + " (mark.key, mark.id)")
                .add(sort.order())
                .add(" LIMIT 1 OFFSET ?) k WHERE mark.nth < ?)", every - 1, count)
                .add(" SELECT key::text AS sort_key, id FROM mark ORDER BY nth");
    }

    private void total(Statement statement, int countUpTo) {
        statement
                .add(
                        "SELECT counted.total, CASE WHEN counted.total > ? THEN estimated_rows(?) END AS estimate",
                        countUpTo,
                        conditions.estimated())
                .add(" FROM (SELECT count(*) AS total FROM (SELECT FROM product p WHERE ")
                .add(conditions.where(), conditions.parameters());
        if (isLong()) {
            // The order changes no count: it makes the planner walk the narrowest index there is, not the wide rows.
            statement.add(
                    conditions.isWhole()
                            ? " ORDER BY p.is_active, p.in_stock"
                            : ProductSort.CREATED_DESCENDING.order());
        }
        statement.add(" LIMIT ?) capped) counted", countUpTo + 1);
    }

    private void rows(Statement statement, Start start, int limit) {
        if (start.offset() == 0 && conditions.isIndexed()) {
            keys(statement, "p.*", start.after());
            statement.add(" LIMIT ?", limit);
        } else {
            statement.add("SELECT p.*, k.key FROM (");
            keys(statement, "p.id", start.after());
            statement.add(" LIMIT ? OFFSET ?) k JOIN product p ON p.id = k.id", limit, start.offset());
        }
    }

    private void keys(Statement statement, String columns, List<String> after) {
        select(statement, columns);
        if (!after.isEmpty()) {
            statement.add(sort.afterRow(), after.toArray());
        }
        statement.add(sort.order());
    }

    private void select(Statement statement, String columns) {
        statement
                .add("SELECT " + columns + ", " + sort.key() + " AS key FROM product p WHERE ")
                .add(conditions.where(), conditions.parameters());
    }
}
