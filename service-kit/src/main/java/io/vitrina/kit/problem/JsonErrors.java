package io.vitrina.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.List;

/** Says what is wrong with a body that could not be read, without a word of Java in it. */
final class JsonErrors {

    private JsonErrors() {}

    static ProblemException explain(JsonProcessingException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> field(unknown, "is not a known field");
            case MismatchedInputException mismatch
            when mismatch.getPath().isEmpty() ->
                new ProblemException(Problems.BAD_REQUEST, "the body is not the JSON that is expected here");
            case JsonMappingException mapping
            when !mapping.getPath().isEmpty() -> field(mapping, "has a value of the wrong type");
            default -> new ProblemException(Problems.BAD_REQUEST, "the body is not valid JSON" + place(e));
        };
    }

    private static ProblemException field(JsonMappingException e, String message) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(printable(step.getFieldName()));
            }
        }
        FieldError error = new FieldError(path.toString(), message);
        return new ProblemException(Problems.BAD_REQUEST, Problem.describe(List.of(error)), List.of(error));
    }

    /** A field's name is the client's own text: cut and cleaned before it goes back and into logs. */
    private static String printable(String name) {
        String cut = name.length() > 100 ? name.substring(0, 100) : name;
        return cut.replaceAll("[^\\p{L}\\p{N}_.$ -]", "?");
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
