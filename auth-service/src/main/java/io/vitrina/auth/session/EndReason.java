package io.vitrina.auth.session;

import io.vitrina.auth.user.AccessChanged;
import java.util.Locale;

/** Why a session ended before its time. */
enum EndReason {
    LOGOUT,
    ENDED,
    ALL_ENDED,
    REUSE,
    PASSWORD,
    DISABLED,
    TOO_MANY,
    SECOND_FACTOR;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static EndReason of(AccessChanged.Why why) {
        return switch (why) {
            case PASSWORD -> PASSWORD;
            case SECOND_FACTOR -> SECOND_FACTOR;
            case DISABLED, DELETED -> DISABLED;
            case ROLES, ENABLED -> throw new IllegalArgumentException(why + " ends no session");
        };
    }
}
