package io.vitrina.kit.problem;

/**
 * A kind of error: what of it never changes from one occurrence to the next.
 *
 * <p>Kinds are enums: {@link Problems} here, and one of its own in each service for what only it knows.
 */
public interface ProblemKind {

    /** Last part of the {@code type} URN, in kebab case; part of the public contract. */
    String slug();

    /** HTTP status, 400..599. */
    int status();

    /** Short text for people, the same at each occurrence. */
    String title();

    /** The {@code type} member of the problem body. */
    default String type() {
        return "urn:vitrina:problem:" + slug();
    }
}
