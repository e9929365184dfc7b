package io.vitrina.auth.audit;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A decision, as admins read it.
 *
 * @param actorId who decided: the user, or an admin
 * @param network where the call came from, as a network
 */
@Schema(name = "AuditEvent")
public record AuditResponse(
        long id,
        Instant at,
        @Schema(examples = "login_succeeded") String kind,
        @Schema(nullable = true) Long actorId,
        @Schema(nullable = true) UUID sessionId,

        @Schema(nullable = true, examples = "203.0.113.0/24")
        String network) {}
