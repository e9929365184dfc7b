package io.vitrina.auth.user;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An address to which something is to be mailed. */
@Schema(name = "EmailAddress", requiredProperties = "email")
public record EmailRequest(
        @Follows(Rule.EMAIL) @Schema(examples = "anna@example.com")
        String email) {

    @Override
    public String toString() {
        return "EmailRequest[]";
    }
}
