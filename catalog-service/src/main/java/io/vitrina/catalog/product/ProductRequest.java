package io.vitrina.catalog.product;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vitrina.catalog.config.Characters;
import io.vitrina.catalog.config.Storable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A product as an admin writes it.
 *
 * @param name for people, 1..200 characters
 * @param description for people, up to 200,000 characters; search reads the first 100,000
 * @param price minor units (kopecks), 0..10^12
 * @param quantity pieces on sale, 0..10^9
 * @param categoryId none when absent
 * @param imageUrl an https URL or a path of the shop's own
 * @param sku the shop's own name for it, unique; what imports go by
 * @param active whether shoppers see it; true when absent
 */
@Schema(name = "ProductRequest")
public record ProductRequest(
        @NotBlank(message = "is required") @Storable
        @Characters(max = 200)
        @Schema(maxLength = 200, examples = "\"Чайник электрический\"")
        String name,

        @Storable @Characters(max = MAX_DESCRIPTION) @Schema(maxLength = MAX_DESCRIPTION)
        String description,

        @NotNull(message = "is required") @Min(value = 0, message = "must be at least 0") @Max(value = MAX_PRICE, message = "must be at most 1000000000000") @Schema(examples = "199900")
        Long price,

        @NotNull(message = "is required") @Min(value = 0, message = "must be at least 0") @Max(value = 1_000_000_000L, message = "must be at most 1000000000") @Schema(examples = "12")
        Long quantity,

        Long categoryId,
        @ImageUrl String imageUrl,

        @Storable
        @Characters(min = 1, max = 100, message = "must be 1 to 100 characters")
        @Schema(minLength = 1, maxLength = 100)
        @Pattern(regexp = SKU_SHAPE, message = "must not begin or end with a blank, or hold control characters") String sku,

        @JsonProperty("is_active") Boolean active) {

    /** Dearest price there is, minor units. */
    public static final long MAX_PRICE = 1_000_000_000_000L;

    public static final int MAX_DESCRIPTION = 200_000;

    /** Means the same to Java and to ECMAScript, by which clients of the OpenAPI document read it. */
    static final String SKU_SHAPE = "^(?!\\s)[^\\x00-\\x1F\\x7F]*(?<!\\s)$";

    boolean activeOrDefault() {
        return active == null || active;
    }
}
