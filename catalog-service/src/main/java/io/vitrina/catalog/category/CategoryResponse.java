package io.vitrina.catalog.category;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A category with everything below it.
 *
 * @param parentId null for a root of the tree
 * @param productCount products that shoppers can buy, here and below
 * @param children the categories right below, by name
 */
@Schema(name = "Category")
public record CategoryResponse(
        long id,
        @Schema(examples = "\"Чайники\"") String name,
        @Schema(examples = "\"chayniki\"") String slug,
        @Schema(nullable = true) String description,
        @Schema(nullable = true) Long parentId,
        @JsonProperty("is_active") boolean active,
        long productCount,
        List<CategoryResponse> children,
        Instant createdAt,
        Instant updatedAt) {}
