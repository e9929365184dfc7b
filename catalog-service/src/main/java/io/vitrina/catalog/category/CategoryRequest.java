package io.vitrina.catalog.category;

import io.vitrina.catalog.config.Characters;
import io.vitrina.catalog.config.Storable;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A category as an admin writes it.
 *
 * @param name for people, 1..200 characters
 * @param slug for addresses; made from the name when absent
 * @param parentId the category above; a root of the tree when absent
 * @param description for people, up to 10,000 characters
 */
@Schema(name = "CategoryRequest")
public record CategoryRequest(
        @NotBlank(message = "is required") @Storable
        @Characters(max = 200)
        @Schema(maxLength = 200, examples = "\"Чайники\"")
        String name,

        @Size(max = Slugs.MAX_LENGTH, message = "must be at most {max} characters") @Pattern(
                regexp = Slugs.SHAPE,
                message = "must be lower-case Latin letters and digits, joined by single hyphens")
        @Pattern(regexp = Slugs.NOT_DIGITS, message = "must not be all digits") @Pattern(regexp = Slugs.NOT_RESERVED, message = "is a reserved word") @Schema(examples = "\"chayniki\"")
        String slug,

        Long parentId,

        @Storable @Characters(max = 10_000) @Schema(maxLength = 10_000)
        String description) {}
