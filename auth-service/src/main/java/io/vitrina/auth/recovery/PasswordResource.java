package io.vitrina.auth.recovery;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.auth.password.PasswordHasher;
import io.vitrina.auth.password.PasswordPolicy;
import io.vitrina.auth.throttle.LoginThrottle;
import io.vitrina.auth.throttle.PasswordCheck;
import io.vitrina.auth.user.EmailRequest;
import io.vitrina.auth.user.Language;
import io.vitrina.auth.user.User;
import io.vitrina.kit.problem.FieldError;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.security.Caller;
import io.vitrina.kit.security.Roles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** New passwords. */
@Path("/api/v1/auth/password")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Passwords")
@APIResponse(responseCode = "400", ref = "Problem")
@APIResponse(responseCode = "422", ref = "Problem")
public class PasswordResource {

    private final PasswordService passwords;
    private final RecoveryService recovery;
    private final PasswordCheck check;
    private final LoginThrottle throttle;
    private final PasswordHasher hasher;
    private final Language language;
    private final Caller caller;

    PasswordResource(
            PasswordService passwords,
            RecoveryService recovery,
            PasswordCheck check,
            LoginThrottle throttle,
            PasswordHasher hasher,
            Language language,
            Caller caller) {
        this.passwords = passwords;
        this.recovery = recovery;
        this.check = check;
        this.throttle = throttle;
        this.hasher = hasher;
        this.language = language;
        this.caller = caller;
    }

    @PUT
    @RolesAllowed(Roles.USER)
    @Operation(summary = "Change your password", description = "Your other sessions end.")
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(responseCode = "401", ref = "Problem")
    @APIResponse(responseCode = "429", ref = "Problem")
    @APIResponse(responseCode = "503", ref = "Problem")
    public void change(@NotNull @Valid PasswordChange request) {
        long userId = caller.requireUserId();
        User user = passwords.find(userId);
        requireImpersonal(request.newPassword(), user);
        if (!check.matches(throttle.keyOf(userId), request.currentPassword(), user.passwordHash())) {
            passwords.wrong(userId);
            throw wrong();
        }
        passwords.right(userId);
        String hash = hasher.hash(request.newPassword());
        if (!passwords.change(userId, user.passwordHash(), hash, sessionOfCaller())) {
            throw wrong();
        }
    }

    @POST
    @Path("forgot")
    @PermitAll
    @Operation(
            summary = "Ask for a link that sets a new password",
            description = "Answers the same whether the address is known or not; at most one letter a minute.")
    @APIResponse(responseCode = "202", description = "A letter is on its way, if the address is known")
    @ResponseStatus(RestResponse.StatusCode.ACCEPTED)
    public void forgot(
            @NotNull @Valid EmailRequest request,
            @Parameter(hidden = true) @HeaderParam("Accept-Language") String accept) {
        recovery.request(request.email(), language.of(accept));
    }

    @POST
    @Path("reset")
    @PermitAll
    @Operation(
            summary = "Set a new password",
            description = "With the token of the mailed link, once. All sessions end; nobody is signed in by it.")
    @APIResponse(responseCode = "204", description = "Set")
    @APIResponse(responseCode = "503", ref = "Problem")
    public void reset(@NotNull @Valid PasswordReset request) {
        User user = recovery.owner(request.token()).orElseThrow(PasswordResource::badToken);
        requireImpersonal(request.newPassword(), user);
        String hash = hasher.hash(request.newPassword());
        if (!recovery.reset(user.id(), request.token(), hash)) {
            throw badToken();
        }
    }

    private static void requireImpersonal(String password, User user) {
        List<FieldError> broken = PasswordPolicy.brokenPersonalRules(password, user.email(), user.phone()).stream()
                .map(message -> new FieldError("new_password", message))
                .toList();
        if (!broken.isEmpty()) {
            throw ProblemException.invalid(broken);
        }
    }

    private UUID sessionOfCaller() {
        return caller.token()
                .<String>map(token -> token.getClaim("sid"))
                .map(UUID::fromString)
                .orElse(null);
    }

    private static ProblemException wrong() {
        return ProblemException.invalid("current_password", "is wrong");
    }

    private static ProblemException badToken() {
        return ProblemException.invalid("token", "is wrong, spent or too old");
    }
}
