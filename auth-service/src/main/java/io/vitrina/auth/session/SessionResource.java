package io.vitrina.auth.session;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import io.vitrina.auth.token.RefreshToken;
import io.vitrina.auth.token.RefreshTokens;
import io.vitrina.auth.user.Tagged;
import io.vitrina.auth.user.UserResponse;
import io.vitrina.auth.user.UserService;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.security.Caller;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Login, refresh, logout, and the list of one's sessions. */
@Path("/api/v1/auth")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions")
@APIResponse(responseCode = "401", ref = "Problem")
public class SessionResource {

    private final LoginService logins;
    private final RefreshService refreshes;
    private final SessionService sessions;
    private final SessionTokens tokens;
    private final RefreshTokens refreshTokens;
    private final UserService users;
    private final Caller caller;

    SessionResource(
            LoginService logins,
            RefreshService refreshes,
            SessionService sessions,
            SessionTokens tokens,
            RefreshTokens refreshTokens,
            UserService users,
            Caller caller) {
        this.logins = logins;
        this.refreshes = refreshes;
        this.sessions = sessions;
        this.tokens = tokens;
        this.refreshTokens = refreshTokens;
        this.users = users;
        this.caller = caller;
    }

    @POST
    @Path("login")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(
            summary = "Sign in",
            description = "With an e-mail address or a phone, and the password. Five failures within 15 minutes close"
                    + " the account's logins for a while, longer each time.")
    @APIResponse(responseCode = "200", description = "The session's tokens")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "403", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "Problem")
    @APIResponse(responseCode = "429", ref = "Problem")
    @APIResponse(responseCode = "503", ref = "Problem")
    public TokenResponse login(@NotNull @Valid LoginRequest request, @Context HttpServerRequest call) {
        return tokens.of(logins.login(request, Device.of(call)));
    }

    @POST
    @Path("refresh")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(
            summary = "Refresh a session",
            description = "Spends the refresh token and gives its successor. Shown again within 30 seconds the spent"
                    + " token gives the same successor; later it ends the session.")
    @APIResponse(responseCode = "200", description = "The session's new tokens")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "Problem")
    public TokenResponse refresh(@NotNull @Valid RefreshRequest request, @Context HttpServerRequest call) {
        RefreshToken token = refreshTokens.read(request.refreshToken()).orElseThrow(SessionResource::badToken);
        return tokens.of(refreshes.refresh(token, Device.of(call)).orElseThrow(SessionResource::badToken));
    }

    @POST
    @Path("logout")
    @PermitAll
    @Operation(summary = "Sign out", description = "Ends the refresh token's session; again and again if you like.")
    @APIResponse(responseCode = "204", description = "Ended")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "Problem")
    public void logout(@NotNull @Valid RefreshRequest request) {
        refreshes.logout(refreshTokens.readExpired(request.refreshToken()).orElseThrow(SessionResource::badToken));
    }

    @GET
    @Path("me")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.USER)
    @Operation(summary = "Read your own account")
    @APIResponse(
            responseCode = "200",
            description = "You",
            content = @Content(schema = @Schema(implementation = UserResponse.class)))
    public Response me(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        return Tagged.read(users.get(caller.requireUserId()), ifNoneMatch);
    }

    @GET
    @Path("sessions")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.USER)
    @Operation(summary = "List your sessions")
    @APIResponse(responseCode = "200", description = "The living ones")
    public SessionList list() {
        return new SessionList(sessions.list(caller.requireUserId(), sessionOfCaller()));
    }

    @DELETE
    @Path("sessions/{id}")
    @RolesAllowed(Roles.USER)
    @Operation(summary = "End one of your sessions")
    @APIResponse(responseCode = "204", description = "Ended")
    @APIResponse(responseCode = "404", ref = "Problem")
    public void end(String id) {
        UUID session;
        try {
            session = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("session");
        }
        if (!sessions.end(caller.requireUserId(), session)) {
            throw ProblemException.notFound("session");
        }
    }

    @DELETE
    @Path("sessions")
    @RolesAllowed(Roles.USER)
    @Operation(summary = "End all of your sessions", description = "This one too.")
    @APIResponse(responseCode = "204", description = "Ended")
    public void endAll() {
        sessions.endAll(caller.requireUserId());
    }

    private String sessionOfCaller() {
        return caller.token().<String>map(token -> token.getClaim("sid")).orElse("");
    }

    private static ProblemException badToken() {
        return ProblemException.unauthorized("the refresh token is not valid");
    }
}
