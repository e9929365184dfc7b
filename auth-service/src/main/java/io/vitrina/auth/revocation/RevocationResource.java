package io.vitrina.auth.revocation;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.kit.page.Query;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.security.Caller;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The feed that the other services poll. Not routed by the gateway. */
@Path("/internal/revocations")
@RunOnVirtualThread
public class RevocationResource {

    private static final int DEFAULT_LIMIT = 1_000;
    private static final int MAX_LIMIT = 10_000;

    private static final String SCOPE = "auth:revocations";

    private final RevocationLog revocations;
    private final Caller caller;

    RevocationResource(RevocationLog revocations, Caller caller) {
        this.revocations = revocations;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.SERVICE)
    @Operation(hidden = true)
    public RevocationFeed since(@Context UriInfo uri) {
        requireScope();
        Query query = new Query(uri);
        long since = query.number("since", 0, Long.MAX_VALUE).orElse(0L);
        int limit = query.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        return RevocationFeed.of(revocations.since(since, limit + 1), since, limit);
    }

    private void requireScope() {
        String scope =
                caller.token().<String>map(token -> token.getClaim("scope")).orElse("");
        if (!List.of(scope.split(" ")).contains(SCOPE)) {
            throw ProblemException.forbidden("the token lacks scope " + SCOPE);
        }
    }
}
