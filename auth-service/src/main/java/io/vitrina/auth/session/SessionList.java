package io.vitrina.auth.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user's living sessions, the one used last first. */
@Schema(name = "Sessions")
public record SessionList(List<Item> items) {

    /**
     * One of them.
     *
     * @param current whether it is the one that asks
     */
    @Schema(name = "Session")
    public record Item(
            UUID id,
            Instant createdAt,
            Instant lastUsedAt,
            @Schema(nullable = true) String userAgent,
            @Schema(nullable = true) String ip,
            boolean current) {

        static Item from(Session session, boolean current) {
            return new Item(
                    session.id(),
                    session.createdAt().truncatedTo(ChronoUnit.MILLIS),
                    session.rotatedAt().truncatedTo(ChronoUnit.MILLIS),
                    session.device().userAgent(),
                    session.device().ip(),
                    current);
        }
    }
}
