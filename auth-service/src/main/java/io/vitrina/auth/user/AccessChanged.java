package io.vitrina.auth.user;

import java.time.Instant;
import java.util.UUID;

/**
 * What a user may do has changed; told within the transaction that changes it.
 *
 * @param why what happened
 * @param keep the one session that goes on; null when none does
 * @param notBefore access tokens issued earlier open nothing any more
 */
public record AccessChanged(long userId, Why why, UUID keep, Instant notBefore) {

    /** What happened to the user. */
    public enum Why {
        /** Sessions go on with other rights. */
        ROLES,
        /** Enabled again: nothing ends. */
        ENABLED,
        DISABLED,
        DELETED,
        PASSWORD,
        SECOND_FACTOR;

        /** Whether sessions end. */
        public boolean endsSessions() {
            return this != ROLES && this != ENABLED;
        }
    }
}
