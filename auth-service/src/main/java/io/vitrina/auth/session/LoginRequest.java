package io.vitrina.auth.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who wants in. */
@Schema(
        name = "Login",
        requiredProperties = {"login", "password"})
public record LoginRequest(
        @NotBlank(message = "is required") @Size(max = 320, message = "must be at most 320 characters") @Schema(examples = "anna@example.com", description = "An e-mail address or a phone")
        String login,

        @NotNull(message = "is required") @Size(max = 1024, message = "must be at most 1024 characters") @Schema(examples = "Kettle$Lamp42")
        String password,

        @Pattern(regexp = "[0-9]{6}", message = "must be six digits") @Schema(nullable = true, examples = "123456", description = "Asked for when a second factor is switched on")
        String totpCode) {

    @Override
    public String toString() {
        return "LoginRequest[]";
    }
}
