package io.vitrina.auth.session;

import jakarta.validation.constraints.NotBlank;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A refresh token, to be spent. */
@Schema(name = "Refresh", requiredProperties = "refresh_token")
public record RefreshRequest(
        @NotBlank(message = "is required") String refreshToken) {

    @Override
    public String toString() {
        return "RefreshRequest[]";
    }
}
