package io.vitrina.auth.user;

import io.vitrina.kit.request.IfNoneMatch;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** Users with their ETag. */
public final class Tagged {

    private Tagged() {}

    /** 304 when the client has this very state already. */
    public static Response read(UserResponse user, String ifNoneMatch) {
        EntityTag tag = new EntityTag(user.tag());
        return IfNoneMatch.names(ifNoneMatch, '"' + tag.getValue() + '"')
                ? Response.notModified(tag).build()
                : of(user);
    }

    public static Response of(UserResponse user) {
        return Response.ok(user).tag(new EntityTag(user.tag())).build();
    }

    /** Whether If-Match, when there is one, names this state. */
    static boolean isFresh(UserResponse user, Request request) {
        return request.evaluatePreconditions(new EntityTag(user.tag())) == null;
    }
}
