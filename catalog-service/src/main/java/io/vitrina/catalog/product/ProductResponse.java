package io.vitrina.catalog.product;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A product as clients see it.
 *
 * @param price minor units of {@code currency}
 * @param currency ISO 4217
 * @param quantity pieces on sale, reserved ones not counted
 * @param category null when it is in none
 */
@Schema(name = "Product")
public record ProductResponse(
        long id,
        @Schema(nullable = true) String sku,
        @Schema(examples = "\"Чайник электрический\"") String name,
        @Schema(nullable = true) String description,
        @Schema(examples = "199900") long price,
        @Schema(examples = "\"RUB\"") String currency,
        @Schema(examples = "12") long quantity,
        @Schema(nullable = true) InCategory category,
        @Schema(nullable = true) String imageUrl,
        @JsonProperty("is_active") boolean active,
        Instant createdAt,
        Instant updatedAt) {

    /** The category a product is in. */
    @Schema(name = "ProductCategory")
    public record InCategory(long id, String name, String slug) {}
}
