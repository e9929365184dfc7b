package io.vitrina.auth.token;

/**
 * A service's token, as RFC 6749 has it.
 *
 * @param expiresIn seconds
 * @param scope scopes separated by blanks
 */
public record ServiceTokenResponse(String accessToken, String tokenType, long expiresIn, String scope) {

    @Override
    public String toString() {
        return "ServiceTokenResponse[]";
    }
}
