package io.vitrina.catalog.product;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vitrina.kit.json.Change;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What of a product is to change; what is absent stays, null clears. Rules as in {@link ProductRequest}; name, price,
 * quantity and is_active can't be cleared.
 */
@Schema(name = "ProductPatch")
public record ProductPatch(
        @Schema(implementation = String.class) Change<String> name,

        @Schema(implementation = String.class, nullable = true)
        Change<String> description,

        @Schema(implementation = Long.class) Change<Long> price,
        @Schema(implementation = Long.class) Change<Long> quantity,

        @Schema(implementation = Long.class, nullable = true)
        Change<Long> categoryId,

        @Schema(implementation = String.class, nullable = true)
        Change<String> imageUrl,

        @Schema(implementation = String.class, nullable = true)
        Change<String> sku,

        @JsonProperty("is_active") @Schema(name = "is_active", implementation = Boolean.class)
        Change<Boolean> active) {

    /** Whether the patch speaks of this property of {@link ProductRequest}. */
    boolean gives(String property) {
        Change<?> change = switch (property) {
            case "name" -> name;
            case "description" -> description;
            case "price" -> price;
            case "quantity" -> quantity;
            case "categoryId" -> categoryId;
            case "imageUrl" -> imageUrl;
            case "sku" -> sku;
            case "active" -> active;
            default -> throw new IllegalArgumentException(property);
        };
        return change.present();
    }

    /** The product as it would be. */
    ProductRequest appliedTo(Product product, long onSale) {
        return new ProductRequest(
                name.orElse(product.name()),
                description.orElse(product.description()),
                price.orElse(product.price()),
                quantity.orElse(onSale),
                categoryId.orElse(product.categoryId()),
                imageUrl.orElse(product.imageUrl()),
                sku.orElse(product.sku()),
                active.orElse(product.isActive()));
    }
}
