package io.vitrina.auth.session;

import io.vitrina.auth.user.User;
import io.vitrina.auth.user.UserResponse;
import java.time.Instant;

/**
 * What a login or a refresh came to: enough to make the tokens, outside of the transaction.
 *
 * @param validFrom the access token must not be issued earlier
 * @param decidedAt when, at the latest, the user was as said here: a token must not claim to be newer than that, or a
 *     change of roles between the reading and the signing would not revoke it
 */
record Grant(Session session, UserResponse user, Instant validFrom, Instant decidedAt) {

    static Grant of(Session session, User user, Instant decidedAt) {
        return new Grant(session, UserResponse.from(user), user.tokensValidFrom(), decidedAt);
    }
}
