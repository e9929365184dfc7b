package io.vitrina.cart.audit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Proof for operators that nothing was lost. */
@Path("/internal/consistency")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.SERVICE)
@RunOnVirtualThread
public class ConsistencyResource {

    private final ConsistencyService consistency;

    ConsistencyResource(ConsistencyService consistency) {
        this.consistency = consistency;
    }

    @GET
    @Operation(hidden = true)
    public Consistency compare() {
        return consistency.compare();
    }
}
