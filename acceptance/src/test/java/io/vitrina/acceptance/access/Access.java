package io.vitrina.acceptance.access;

import java.util.Set;

/** Who a call is for, and what everybody else hears. */
public enum Access {
    ANYONE,
    USER,
    OWNER,
    BUYER,
    ADMIN,
    PROVIDER;

    private static final Set<Integer> REFUSED = Set.of(401, 403);

    /** Whether this status is a right answer to that caller. */
    public boolean allows(CallerKind caller, int status) {
        if (status >= 500) {
            return false;
        }
        return switch (this) {
            // A bad token may be refused where the call looks at it.
            case ANYONE -> caller != CallerKind.ANONYMOUS || !REFUSED.contains(status);
            case PROVIDER -> status == 401;
            default ->
                switch (caller) {
                    case ANONYMOUS, EXPIRED, REFRESH_TOKEN -> status == 401;
                    case SERVICE -> REFUSED.contains(status);
                    case OTHER_USER -> toStranger(status);
                    case OWNER -> this == ADMIN ? status == 403 : status != 404 && !REFUSED.contains(status);
                    case ADMIN -> this == BUYER ? status == 404 : !REFUSED.contains(status);
                };
        };
    }

    private boolean toStranger(int status) {
        return switch (this) {
            case ADMIN -> status == 403;
            case OWNER, BUYER -> status == 404;
            default -> !REFUSED.contains(status);
        };
    }
}
