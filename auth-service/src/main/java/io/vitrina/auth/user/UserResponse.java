package io.vitrina.auth.user;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A user as clients see it.
 *
 * @param pendingEmail a new address that waits to be proved; left out when there is none
 * @param version changes with every change; not part of the body, but of its ETag
 */
@Schema(name = "User")
public record UserResponse(
        @Schema(examples = "42") long id,
        @Schema(examples = "Anna Karenina") String fullName,
        @Schema(examples = "anna@example.com") String email,
        @Schema(examples = "+79991234567") String phone,
        @Schema(nullable = true) String imageUrl,
        @Schema(examples = "[\"user\"]") List<String> roles,

        @Schema(enumeration = {"unverified", "verified"}) String status,

        boolean disabled,
        @JsonInclude(JsonInclude.Include.NON_NULL) String pendingEmail,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore @Schema(hidden = true) long version) {

    public static UserResponse from(User user) {
        return new UserResponse(
                user.id(),
                user.fullName(),
                user.email(),
                user.phone(),
                user.imageUrl(),
                user.roles(),
                user.isVerified() ? "verified" : "unverified",
                user.isDisabled(),
                user.pendingEmail(),
                user.createdAt().truncatedTo(ChronoUnit.MILLIS),
                user.updatedAt().truncatedTo(ChronoUnit.MILLIS),
                user.version());
    }

    /** The state's own tag: another after every change. */
    public String tag() {
        return id + "-" + version;
    }
}
