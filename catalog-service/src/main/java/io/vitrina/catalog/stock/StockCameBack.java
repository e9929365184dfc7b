package io.vitrina.catalog.stock;

/** There was too little a moment ago, and is enough now: the command is worth another try, in a new transaction. */
class StockCameBack extends RuntimeException {

    StockCameBack() {
        super("stock came back", null, false, false);
    }
}
