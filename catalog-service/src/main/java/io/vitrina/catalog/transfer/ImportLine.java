package io.vitrina.catalog.transfer;

import java.util.Map;

/**
 * One row of an import as it was read.
 *
 * @param line the line it begins on, from 1
 * @param values what each column holds; null is empty, a column that isn't there is not given
 * @param fault why the row could not be read at all; null when it could
 */
record ImportLine(int line, Map<Column, String> values, String fault) {

    static ImportLine of(int line, Map<Column, String> values) {
        return new ImportLine(line, values, null);
    }

    static ImportLine broken(int line, String fault) {
        return new ImportLine(line, Map.of(), fault);
    }
}
