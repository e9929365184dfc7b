package io.vitrina.auth.key;

import io.smallrye.common.annotation.NonBlocking;
import io.vitrina.auth.config.AuthConfig;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The public keys, at the well-known place; answered from memory on the event loop, whatever else is going on. */
@Path("/{prefix:(api/v1/)?}.well-known/jwks.json")
@Tag(name = "Keys")
public class JwksResource {

    /** Seconds; a key that has been taken away is believed in for no longer. */
    private static final long LONGEST = 300;

    private final SigningKeys keys;
    private final String cacheControl;

    JwksResource(SigningKeys keys, AuthConfig config) {
        this.keys = keys;
        // Half of the time for which a key is shown before it signs: by then everybody has asked again.
        long seconds = Math.max(1, config.keys().publishBefore().toSeconds() / 2);
        this.cacheControl = "public, max-age=" + Math.min(LONGEST, seconds);
    }

    @GET
    @PermitAll
    @NonBlocking
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    @APIResponse(responseCode = "200", description = "The current and previous public keys")
    public Response read() {
        return Response.ok(keys.jwks())
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .build();
    }
}
