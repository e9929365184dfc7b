package io.vitrina.catalog.product;

import io.vitrina.catalog.config.Characters;
import io.vitrina.catalog.config.Storable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Goods that came or went.
 *
 * @param delta pieces to add to what is on sale; negative takes away
 * @param reason for the history; none when absent
 */
@Schema(name = "StockRequest")
public record StockRequest(
        @NotNull(message = "is required") @Min(value = -1_000_000_000L, message = "must be at least -1000000000") @Max(value = 1_000_000_000L, message = "must be at most 1000000000") @Schema(examples = "10")
        Long delta,

        @Storable @Characters(max = 500) @Schema(maxLength = 500, examples = "\"delivery 4711\"")
        String reason) {}
