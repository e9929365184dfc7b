package io.vitrina.catalog.stock;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.catalog.stock.StockRepairService.Correction;
import io.vitrina.catalog.stock.StockRules.Difference;
import io.vitrina.kit.security.Caller;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Proves that the stock adds up, and makes it do so; INTERNAL.md is its contract. */
@Path("/internal/consistency")
@RunOnVirtualThread
public class ConsistencyResource {

    /** A hundred products each; whoever has more to repair calls again. */
    private static final int ROUNDS = 100;

    private final ConsistencyService consistency;
    private final StockRepairService repair;
    private final ServiceScopes scopes;
    private final Caller caller;

    ConsistencyResource(
            ConsistencyService consistency, StockRepairService repair, ServiceScopes scopes, Caller caller) {
        this.consistency = consistency;
        this.repair = repair;
        this.scopes = scopes;
        this.caller = caller;
    }

    /**
     * @param consistent whether everything adds up now
     * @param repaired what was wrong and is right
     * @param differences what could not be repaired, at most 100
     */
    record Repaired(boolean consistent, List<Correction> repaired, List<Difference> differences) {}

    @GET
    @RolesAllowed(Roles.SERVICE)
    @Operation(hidden = true)
    public ConsistencyService.Report check() {
        return consistency.check();
    }

    @POST
    @Path("/repair")
    @RolesAllowed(Roles.SERVICE)
    @Operation(hidden = true)
    public Repaired repair() {
        scopes.require(ServiceScopes.REPAIR);
        String client = caller.token().orElseThrow().getSubject();
        List<Correction> repaired = new ArrayList<>();
        List<Difference> found = consistency.check().differences();
        List<Difference> before = List.of();
        // A report names a hundred at most; what is still in it after a round can't be repaired.
        for (int round = 0; round < ROUNDS && !found.isEmpty() && !found.equals(before); round++) {
            before = found;
            repaired.addAll(
                    repair.repair(found.stream().map(Difference::productId).toList(), client));
            found = consistency.check().differences();
        }
        return new Repaired(found.isEmpty(), repaired, found);
    }
}
