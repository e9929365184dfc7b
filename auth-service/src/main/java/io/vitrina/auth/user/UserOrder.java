package io.vitrina.auth.user;

import io.vitrina.kit.problem.ProblemException;
import java.util.Arrays;

/** The orders in which admins may list users; each ends with the id, so that no two rows are equal. */
enum UserOrder {
    ID("id", "id", "bigint", false),
    ID_DOWN("-id", "id", "bigint", true),
    CREATED("created_at", "created_at", "timestamptz", false),
    CREATED_DOWN("-created_at", "created_at", "timestamptz", true),
    NAME("full_name", "full_name", "text", false),
    NAME_DOWN("-full_name", "full_name", "text", true);

    private final String parameter;
    private final String column;
    private final String type;
    private final boolean down;

    UserOrder(String parameter, String column, String type, boolean down) {
        this.parameter = parameter;
        this.column = column;
        this.type = type;
        this.down = down;
    }

    static UserOrder of(String parameter) {
        return Arrays.stream(values())
                .filter(order -> order.parameter.equals(parameter))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest(
                        "sort",
                        "must be one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(values())
                                                .map(o -> o.parameter)
                                                .toList())));
    }

    String column() {
        return column;
    }

    String orderBy() {
        String direction = down ? " DESC" : "";
        return column + direction + ", id" + direction;
    }

    /** Rows after the one whose column and id are bound to the two parameters. */
    String after() {
        return "(" + column + ", id) " + (down ? "<" : ">") + " (CAST(? AS " + type + "), CAST(? AS bigint))";
    }
}
