package io.vitrina.auth.recovery;

import io.vitrina.auth.user.Follows;
import io.vitrina.auth.user.Rule;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new password from somebody who got a letter. */
@Schema(
        name = "PasswordReset",
        requiredProperties = {"token", "new_password", "new_password_confirm"})
@Confirmed
public record PasswordReset(
        @NotBlank(message = "is required") @Size(max = 200, message = "must be at most 200 characters") String token,

        @Follows(Rule.PASSWORD) @Schema(examples = "Kettle$Lamp43")
        String newPassword,

        @NotNull(message = "is required") @Schema(examples = "Kettle$Lamp43")
        String newPasswordConfirm)
        implements NewPassword {

    @Override
    public String toString() {
        return "PasswordReset[]";
    }
}
