package io.vitrina.auth.totp;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.security.Caller;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Switches the second factor on and off. Open to the role user: an admin who has none yet may come with a token that has
 * no admin role in it.
 */
@Path("/api/v1/auth/totp")
@RunOnVirtualThread
@Tag(name = "Second factor")
@APIResponse(responseCode = "401", ref = "Problem")
@APIResponse(responseCode = "403", ref = "Problem")
@APIResponse(responseCode = "409", ref = "Problem")
public class TotpResource {

    private final TotpService totp;
    private final Caller caller;

    TotpResource(TotpService totp, Caller caller) {
        this.totp = totp;
        this.caller = caller;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.USER)
    @Operation(
            summary = "Prepare a second factor",
            description = "For admins. The secret goes into an authenticator app, and counts for nothing until it is"
                    + " confirmed.")
    @APIResponse(responseCode = "200", description = "The secret, shown once")
    public TotpResponse prepare() {
        return totp.prepare(caller.requireUserId());
    }

    @POST
    @Path("confirm")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.USER)
    @Operation(
            summary = "Switch the second factor on",
            description = "With a code of the app. Your other sessions end, and logins ask for totp_code from now on.")
    @APIResponse(responseCode = "204", description = "On")
    @APIResponse(responseCode = "422", ref = "Problem")
    public void confirm(@NotNull @Valid TotpRequest request) {
        totp.confirm(caller.requireUserId(), session(), request.code());
    }

    @DELETE
    @RolesAllowed(Roles.USER)
    @Operation(
            summary = "Switch the second factor off",
            description = "From a session that was opened with it. Not where the shop requires it of admins (409).")
    @APIResponse(responseCode = "204", description = "Off")
    public void disable() {
        totp.disable(caller.requireUserId(), session(), usedSecondFactor());
    }

    private UUID session() {
        return token().<String>map(token -> token.getClaim("sid"))
                .map(UUID::fromString)
                .orElseThrow(() -> ProblemException.unauthorized("the token belongs to no session"));
    }

    /** As the token's {@code amr} says (RFC 8176). */
    private boolean usedSecondFactor() {
        return token().map(token -> token.<Object>getClaim("amr")).map(String::valueOf).stream()
                .anyMatch(methods -> List.of(methods.split("[^a-z]+")).contains("otp"));
    }

    private Optional<JsonWebToken> token() {
        return caller.token();
    }
}
