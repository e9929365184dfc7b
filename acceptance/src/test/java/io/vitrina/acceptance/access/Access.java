package io.vitrina.acceptance.access;

/** Who a call is for, and what everybody else hears. */
public enum Access {
    ANYONE,
    READER,
    USER,
    OWNER,
    BUYER,
    ADMIN,
    PROVIDER;

    /** How a caller is dealt with. */
    enum Right {
        LET_IN,
        UNAUTHORIZED,
        FORBIDDEN,
        NOT_THERE
    }

    Right rightOf(CallerKind caller) {
        return switch (this) {
            case ANYONE -> Right.LET_IN;
            case READER -> caller.hasBadToken() ? Right.UNAUTHORIZED : Right.LET_IN;
            case PROVIDER -> Right.UNAUTHORIZED;
            default ->
                switch (caller) {
                    case ANONYMOUS, EXPIRED, REFRESH_TOKEN, WRONG_AUDIENCE -> Right.UNAUTHORIZED;
                    case SERVICE -> Right.FORBIDDEN;
                    case OTHER_USER ->
                        switch (this) {
                            case ADMIN -> Right.FORBIDDEN;
                            case OWNER, BUYER -> Right.NOT_THERE;
                            default -> Right.LET_IN;
                        };
                    case OWNER -> this == ADMIN ? Right.FORBIDDEN : Right.LET_IN;
                    case ADMIN -> this == BUYER ? Right.NOT_THERE : Right.LET_IN;
                };
        };
    }
}
