package io.vitrina.catalog.listing;

import io.vitrina.kit.problem.ProblemException;
import java.util.Arrays;
import java.util.List;

/** The orders a list of products can have; the id breaks ties in the same direction. */
enum ProductSort {
    NAME("name", "p.sort_name", "text COLLATE pg_catalog.\"C\"", false),
    NAME_DESCENDING("-name", "p.sort_name", "text COLLATE pg_catalog.\"C\"", true),
    PRICE("price", "p.price", "bigint", false),
    PRICE_DESCENDING("-price", "p.price", "bigint", true),
    CREATED("created_at", "p.created_at", "timestamptz", false),
    CREATED_DESCENDING("-created_at", "p.created_at", "timestamptz", true),
    /** Best match first; only with a search. */
    RELEVANCE("relevance", "p.key", "real", true);

    private final String parameter;
    private final String key;
    private final String type;
    private final boolean descending;

    ProductSort(String parameter, String key, String type, boolean descending) {
        this.parameter = parameter;
        this.key = key;
        this.type = type;
        this.descending = descending;
    }

    /** As {@code ?sort=} says; else the best match first, or the newest where nothing is searched for. */
    static ProductSort of(String parameter, boolean searching) {
        if (parameter == null) {
            return searching ? RELEVANCE : CREATED_DESCENDING;
        }
        ProductSort sort = Arrays.stream(values())
                .filter(candidate -> candidate.parameter.equals(parameter))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest("sort", "must be one of " + String.join(", ", names())));
        if (sort == RELEVANCE && !searching) {
            // Nothing is more relevant than anything else.
            return CREATED_DESCENDING;
        }
        return sort;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(sort -> sort.parameter).toList();
    }

    String parameter() {
        return parameter;
    }

    /** The SQL expression that is sorted by. */
    String key() {
        return key;
    }

    String direction() {
        return descending ? " DESC" : "";
    }

    /** The order itself, of {@code product p}. */
    String order() {
        return " ORDER BY " + key + direction() + ", p.id" + direction();
    }

    /** The condition that a row comes after another one, of which sort key and id are given as parameters. */
    String afterRow() {
        return " AND (" + key + ", p.id) " + after() + " (?::" + type + ", ?::bigint)";
    }

    /** What rows after a given one are, compared to it. */
    String after() {
        return descending ? "<" : ">";
    }
}
