package io.vitrina.kit.security;

/** The roles that tokens carry in their {@code groups} claim. */
public final class Roles {

    /** A customer. */
    public static final String USER = "user";

    /** Runs the shop. */
    public static final String ADMIN = "admin";

    /** Another service of the shop; opens {@code /internal} and nothing else. */
    public static final String SERVICE = "service";

    private Roles() {}
}
