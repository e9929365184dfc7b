package io.vitrina.auth.session;

import io.vitrina.auth.user.User;
import io.vitrina.auth.user.UserResponse;
import java.time.Instant;

/**
 * What a login or a refresh came to: enough to make the tokens, outside of the transaction.
 *
 * @param validFrom the access token must not be issued earlier
 */
record Grant(Session session, UserResponse user, Instant validFrom) {

    static Grant of(Session session, User user) {
        return new Grant(session, UserResponse.from(user), user.tokensValidFrom());
    }
}
