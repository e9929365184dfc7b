package io.vitrina.acceptance.access;

/** The kinds of callers that every operation is tried with. */
public enum CallerKind {
    ANONYMOUS,
    EXPIRED,
    REFRESH_TOKEN,
    OTHER_USER,
    OWNER,
    ADMIN,
    SERVICE
}
