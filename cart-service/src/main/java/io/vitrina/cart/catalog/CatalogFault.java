package io.vitrina.cart.catalog;

/** The catalogue didn't answer, or not sensibly. */
class CatalogFault extends RuntimeException {

    CatalogFault(String message) {
        super(message, null, false, false);
    }
}
