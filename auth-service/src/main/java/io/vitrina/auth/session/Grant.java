package io.vitrina.auth.session;

import io.vitrina.auth.user.User;
import io.vitrina.auth.user.UserResponse;
import java.time.Instant;
import java.util.List;

/**
 * What a login or a refresh came to: enough to make the tokens, outside of the transaction.
 *
 * @param roles what the access token may do
 * @param validFrom the access token must not be issued earlier
 */
record Grant(Session session, UserResponse user, List<String> roles, Instant validFrom) {

    static Grant of(Session session, User user, List<String> roles) {
        return new Grant(session, UserResponse.from(user), roles, user.tokensValidFrom());
    }
}
