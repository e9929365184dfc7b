package io.vitrina.catalog.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One change of a price or of a stock by hand or by import. What orders take is not here: reservations say that.
 *
 * @param field {@code price} or {@code quantity}
 * @param from the value before, minor units or pieces on sale
 * @param to the value after
 * @param reason as whoever changed it wrote it; {@code import} for imports; null when there was none
 * @param by id of the user who changed it
 */
@Schema(name = "ProductChange")
public record ProductChange(
        long id,
        @Schema(enumeration = {"price", "quantity"}) String field,
        @JsonProperty("from") long from,
        @JsonProperty("to") long to,
        @Schema(nullable = true) String reason,
        @Schema(nullable = true) Long by,
        Instant at) {}
