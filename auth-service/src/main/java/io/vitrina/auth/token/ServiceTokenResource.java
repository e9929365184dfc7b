package io.vitrina.auth.token;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Tokens for services: the client credentials grant of RFC 6749. Not routed by the gateway. */
@Path("/internal/token")
@RunOnVirtualThread
public class ServiceTokenResource {

    private static final String GRANT = "client_credentials";
    private static final String BASIC = "Basic ";

    private final ServiceTokenService tokens;

    ServiceTokenResource(ServiceTokenService tokens) {
        this.tokens = tokens;
    }

    private record Credentials(String id, String secret) {}

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public ServiceTokenResponse issue(
            @FormParam("grant_type") String grant,
            @FormParam("client_id") String id,
            @FormParam("client_secret") String secret,
            @FormParam("scope") String scope,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        if (grant == null) {
            throw refusal(Problems.BAD_REQUEST, "invalid_request", "grant_type is required");
        }
        if (!GRANT.equals(grant)) {
            throw refusal(Problems.BAD_REQUEST, "unsupported_grant_type", "grant_type must be " + GRANT);
        }
        Credentials client = credentials(id, secret, authorization);
        Set<String> asked = scope == null || scope.isBlank()
                ? Set.of()
                : new HashSet<>(List.of(scope.strip().split(" +")));
        ServiceTokenService.Outcome outcome = tokens.issue(client.id(), client.secret(), asked);
        if (outcome.refusal() == null) {
            return outcome.token();
        }
        String error = outcome.refusal().name().toLowerCase(Locale.ROOT);
        throw switch (outcome.refusal()) {
            case INVALID_CLIENT -> refusal(Problems.UNAUTHORIZED, error, "the client is unknown or its secret wrong");
            case INVALID_SCOPE -> refusal(Problems.BAD_REQUEST, error, "the client may not have this scope");
        };
    }

    private static Credentials credentials(String id, String secret, String authorization) {
        if (authorization != null && authorization.startsWith(BASIC)) {
            try {
                String pair = new String(
                        Base64.getDecoder()
                                .decode(authorization.substring(BASIC.length()).strip()),
                        StandardCharsets.UTF_8);
                int colon = pair.indexOf(':');
                if (colon > 0) {
                    return new Credentials(decode(pair.substring(0, colon)), decode(pair.substring(colon + 1)));
                }
            } catch (IllegalArgumentException e) {
                throw refusal(Problems.UNAUTHORIZED, "invalid_client", "the client can't be read");
            }
        }
        if (id == null || secret == null) {
            throw refusal(Problems.UNAUTHORIZED, "invalid_client", "client_id and client_secret are required");
        }
        return new Credentials(id, secret);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static ProblemException refusal(Problems kind, String error, String detail) {
        return new ProblemException(kind, detail).with("error", error);
    }
}
