package io.vitrina.acceptance.access;

/** The kinds of callers that every operation is tried with. */
public enum CallerKind {
    ANONYMOUS,
    EXPIRED,
    REFRESH_TOKEN,
    /** A token of the shop's own signing that is meant for somebody else. */
    WRONG_AUDIENCE,
    OTHER_USER,
    OWNER,
    ADMIN,
    SERVICE;

    boolean hasBadToken() {
        return this == EXPIRED || this == REFRESH_TOKEN || this == WRONG_AUDIENCE;
    }
}
