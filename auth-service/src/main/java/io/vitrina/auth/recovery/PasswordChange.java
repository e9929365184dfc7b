package io.vitrina.auth.recovery;

import io.vitrina.auth.user.Follows;
import io.vitrina.auth.user.Rule;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new password from somebody who knows the old one. */
@Schema(
        name = "PasswordChange",
        requiredProperties = {"current_password", "new_password", "new_password_confirm"})
@Confirmed
public record PasswordChange(
        @NotNull(message = "is required") @Size(max = 1024, message = "must be at most 1024 characters") String currentPassword,

        @Follows(Rule.PASSWORD) @Schema(examples = "Kettle$Lamp43")
        String newPassword,

        @NotNull(message = "is required") @Schema(examples = "Kettle$Lamp43")
        String newPasswordConfirm)
        implements NewPassword {

    @Override
    public String toString() {
        return "PasswordChange[]";
    }
}
