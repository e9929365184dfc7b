package io.vitrina.catalog.category;

import io.vitrina.kit.json.Change;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What of a category is to change; what is absent stays, null clears.
 *
 * @param name as in {@link CategoryRequest}; can't be cleared
 * @param slug as in {@link CategoryRequest}; can't be cleared
 * @param parentId as in {@link CategoryRequest}; null makes the category a root
 * @param description as in {@link CategoryRequest}
 */
@Schema(name = "CategoryPatch")
public record CategoryPatch(
        @Schema(implementation = String.class) Change<String> name,
        @Schema(implementation = String.class) Change<String> slug,

        @Schema(implementation = Long.class, nullable = true)
        Change<Long> parentId,

        @Schema(implementation = String.class, nullable = true)
        Change<String> description) {

    CategoryRequest appliedTo(Category category) {
        return new CategoryRequest(
                name.orElse(category.name()),
                slug.orElse(category.slug()),
                parentId.orElse(category.parentId()),
                description.orElse(category.description()));
    }
}
