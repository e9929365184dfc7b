package io.vitrina.auth.verification;

import io.vitrina.auth.user.Follows;
import io.vitrina.auth.user.Rule;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An address and the six digits that were mailed to it. */
@Schema(
        name = "Verification",
        requiredProperties = {"email", "code"})
public record VerifyRequest(
        @Follows(Rule.EMAIL) @Schema(examples = "anna@example.com")
        String email,

        @NotNull(message = "is required") @Pattern(regexp = "[0-9]{6}", message = "must be six digits") @Schema(examples = "123456")
        String code) {

    @Override
    public String toString() {
        return "VerifyRequest[]";
    }
}
