package io.vitrina.catalog.listing;

import java.util.ArrayList;
import java.util.List;

/** SQL that grows together with its parameters. */
final class Statement {

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    /** Appends a piece with as many parameters as it has question marks. */
    Statement add(String piece, Object... values) {
        sql.append(piece);
        parameters.addAll(List.of(values));
        return this;
    }

    String sql() {
        return sql.toString();
    }

    Object[] parameters() {
        return parameters.toArray();
    }
}
