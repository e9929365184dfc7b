package io.vitrina.cart.outbox;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the relay gave up on, for operators. */
@Path("/internal/outbox/parked")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.SERVICE)
@RunOnVirtualThread
public class OutboxResource {

    private static final int MOST = 1_000;

    private final OutboxStore store;
    private final OutboxRelay relay;

    OutboxResource(OutboxStore store, OutboxRelay relay) {
        this.store = store;
        this.relay = relay;
    }

    /** The oldest thousand of them. */
    public record Parked(List<ParkedMessage> items) {}

    @GET
    @Operation(hidden = true)
    public Parked parked() {
        return new Parked(store.parked(MOST));
    }

    /** @param retried messages that are on their way again */
    public record Retried(int retried) {}

    @POST
    @Path("/retry")
    @Operation(hidden = true)
    public Retried retryAll() {
        int retried = store.retryAll();
        relay.wake();
        return new Retried(retried);
    }

    @POST
    @Path("/{id}/retry")
    @Operation(hidden = true)
    public void retry(@PathParam("id") long id) {
        if (!store.retry(id)) {
            throw ProblemException.notFound("parked message");
        }
        relay.wake();
    }
}
