package io.vitrina.auth.verification;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrina.auth.password.PasswordHasher;
import io.vitrina.auth.user.EmailRequest;
import io.vitrina.auth.user.Language;
import io.vitrina.auth.user.UserResponse;
import io.vitrina.kit.problem.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Sign-up, and the proof of one's e-mail address. */
@Path("/api/v1/auth")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Registration")
@APIResponse(responseCode = "400", ref = "Problem")
@APIResponse(responseCode = "422", ref = "Problem")
public class RegistrationResource {

    private final RegistrationService registration;
    private final VerificationService verification;
    private final PasswordHasher hasher;
    private final Language language;

    RegistrationResource(
            RegistrationService registration,
            VerificationService verification,
            PasswordHasher hasher,
            Language language) {
        this.registration = registration;
        this.verification = verification;
        this.hasher = hasher;
        this.language = language;
    }

    @POST
    @Path("register")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(
            summary = "Sign up",
            description = "Makes an account and mails a code to prove its e-mail address. The letter is Russian or"
                    + " English by Accept-Language.")
    @APIResponse(
            responseCode = "201",
            description = "The new user",
            content = @Content(schema = @Schema(implementation = UserResponse.class)))
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "503", ref = "Problem")
    public Response register(
            @NotNull @Valid RegisterRequest request,
            @Parameter(hidden = true) @HeaderParam("Accept-Language") String accept) {
        // Outside of any transaction: a connection must not wait for a hash.
        registration.requireFree(request.profile());
        String hash = hasher.hash(request.password());
        UserResponse user = registration.register(request.profile(), hash, language.of(accept));
        // Not by location(URI), which would make it an address of this process: the caller knows the gateway only.
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/v1/users/" + user.id())
                .entity(user)
                .build();
    }

    @POST
    @Path("signup")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(summary = "Sign up", description = "Another name of POST /auth/register.")
    @APIResponse(
            responseCode = "201",
            description = "The new user",
            content = @Content(schema = @Schema(implementation = UserResponse.class)))
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "503", ref = "Problem")
    public Response signup(
            @NotNull @Valid RegisterRequest request,
            @Parameter(hidden = true) @HeaderParam("Accept-Language") String accept) {
        return register(request, accept);
    }

    @POST
    @Path("verify")
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(
            summary = "Prove an e-mail address",
            description = "With the six digits mailed to it: valid for 15 minutes, five tries, once.")
    @APIResponse(responseCode = "200", description = "The user, verified now")
    public UserResponse verify(@NotNull @Valid VerifyRequest request) {
        return verification
                .verify(request.email(), request.code())
                .orElseThrow(() -> ProblemException.invalid("code", "is wrong, spent or too old"));
    }

    @POST
    @Path("verify/resend")
    @PermitAll
    @Operation(
            summary = "Ask for another code",
            description = "Answers the same whether the address is known or not; at most one letter a minute.")
    @APIResponse(responseCode = "202", description = "A letter is on its way, if there is anything to prove")
    @ResponseStatus(RestResponse.StatusCode.ACCEPTED)
    public void resend(
            @NotNull @Valid EmailRequest request,
            @Parameter(hidden = true) @HeaderParam("Accept-Language") String accept) {
        verification.requestCode(request.email(), language.of(accept));
    }
}
