package io.vitrina.catalog.transfer;

import java.io.IOException;

/** Gives the rows of an import one after the other, and never holds more than one. */
interface ImportSource {

    /** Longest row that is read, characters: more is no product, but a quote that was never closed. */
    int MAX_ROW = 1 << 20;

    /** The next row; null at the end. */
    ImportLine next() throws IOException;
}
