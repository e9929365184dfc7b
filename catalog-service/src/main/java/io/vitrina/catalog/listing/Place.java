package io.vitrina.catalog.listing;

import io.vitrina.kit.page.Cursor;
import io.vitrina.kit.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a walk over a list goes on, as its cursor says.
 *
 * @param after sort key and id of the last row, with what belongs to one in a window of a search
 * @param query what the walk began to search for, in PostgreSQL's own words: what a text means may change meanwhile, and
 *     the rest of the walk would be of another list; null when nothing is searched for
 */
record Place(List<String> after, String query) {

    /** Longest query that goes into a cursor: more than people type, and an address has an end. A longer one is found anew. */
    static final int MAX_QUERY = 800;

    /** Nobody has walked here yet. */
    static final Place BEGINNING = new Place(List.of(), null);

    private static final int KEYS = 2;

    /** The cursor of the page behind a row. */
    static String cursor(ProductFilter filter, List<String> after, String query) {
        List<String> keys = new ArrayList<>(after);
        if (query != null && query.length() <= MAX_QUERY) {
            keys.add(query);
        }
        return Cursor.encode(filter.binding(), keys);
    }

    /** 400 when the cursor is not one of this list. */
    static Place of(ProductFilter filter, String cursor) {
        List<String> keys = Cursor.decode(cursor, filter.binding());
        boolean searching = filter.text() != null;
        for (int count : new int[] {KEYS, SearchQuery.KEYS_IN_WINDOW}) {
            boolean known = count == KEYS || searching && filter.sort() == ProductSort.RELEVANCE;
            boolean withQuery = searching && keys.size() == count + 1;
            if (known
                    && (keys.size() == count || withQuery)
                    && keys.stream().noneMatch(key -> key.indexOf('\0') >= 0)) {
                return new Place(keys.subList(0, count), withQuery ? keys.getLast() : null);
            }
        }
        throw notOurs();
    }

    static ProblemException notOurs() {
        return ProblemException.badRequest("cursor", "is not one of ours");
    }
}
