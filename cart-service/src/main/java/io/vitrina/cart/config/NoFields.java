package io.vitrina.cart.config;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of an action that takes no fields: none at all or {@code {}}, which are the same. Anything else is refused, as
 * an unknown field is everywhere.
 */
@Schema(description = "No fields: `{}`, or no body at all")
public record NoFields() {}
