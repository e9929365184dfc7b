package io.vitrina.gateway.limit;

/** The calls by which somebody could guess a password, a code or a token. */
public final class CredentialCalls {

    private static final String AUTH = "/api/v1/auth/";

    private CredentialCalls() {}

    public static boolean matches(String method, String path) {
        if (!method.equals("POST") || !path.startsWith(AUTH)) {
            return false;
        }
        String call = path.substring(AUTH.length());
        return switch (call) {
            case "login", "register", "signup", "refresh", "verify", "verify/resend" -> true;
            default -> call.startsWith("password/");
        };
    }
}
