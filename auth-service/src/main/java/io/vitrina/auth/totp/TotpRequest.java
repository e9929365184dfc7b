package io.vitrina.auth.totp;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A code of the app. */
@Schema(name = "TotpCode", requiredProperties = "code")
public record TotpRequest(
        @NotNull(message = "is required") @Pattern(regexp = "[0-9]{6}", message = "must be six digits") @Schema(examples = "123456")
        String code) {

    @Override
    public String toString() {
        return "TotpRequest[]";
    }
}
