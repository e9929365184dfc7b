package io.vitrina.auth.session;

import io.vitrina.auth.user.UserResponse;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The tokens of a session.
 *
 * @param expiresIn life of the access token, seconds
 * @param refreshExpiresIn life of the refresh token, seconds
 */
@Schema(name = "Tokens")
public record TokenResponse(
        String accessToken,
        String refreshToken,
        @Schema(examples = "Bearer") String tokenType,
        @Schema(examples = "600") long expiresIn,
        @Schema(examples = "2592000") long refreshExpiresIn,
        UserResponse user) {

    @Override
    public String toString() {
        return "TokenResponse[]";
    }
}
