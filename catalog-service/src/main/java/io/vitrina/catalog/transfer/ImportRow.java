package io.vitrina.catalog.transfer;

import io.vitrina.catalog.product.ProductRequest;
import io.vitrina.kit.json.Change;

/**
 * A row that keeps the rules.
 *
 * @param request the product it would make; the category is not looked up yet
 * @param category slug of the category
 */
record ImportRow(
        int line,
        ProductRequest request,
        Change<String> category,
        boolean givesDescription,
        boolean givesQuantity,
        boolean givesImage,
        boolean givesActive) {

    String sku() {
        return request.sku();
    }

    /** Roughly how much memory it takes, characters. */
    int size() {
        return 200
                + request.name().length()
                + (request.description() == null ? 0 : request.description().length());
    }
}
