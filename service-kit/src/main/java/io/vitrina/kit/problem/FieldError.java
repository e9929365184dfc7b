package io.vitrina.kit.problem;

/**
 * One broken rule of a request.
 *
 * @param field path of the field as the client wrote it: {@code full_name}, {@code items[0].quantity}
 * @param message the rule, for people
 */
public record FieldError(String field, String message) {}
