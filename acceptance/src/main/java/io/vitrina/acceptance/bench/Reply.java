package io.vitrina.acceptance.bench;

import java.nio.charset.StandardCharsets;

/** An answer as {@link Connection} reads it: status and body. */
record Reply(int status, byte[] body) {

    /** The value of a text field of a JSON body, found without parsing: the load must cost less than what it loads. */
    String text(String field) {
        String json = new String(body, StandardCharsets.UTF_8);
        String mark = "\"" + field + "\":\"";
        int start = json.indexOf(mark);
        if (start < 0) {
            throw new IllegalStateException("no " + field + " in " + status + " " + json);
        }
        int from = start + mark.length();
        return json.substring(from, json.indexOf('"', from));
    }

    Reply expect(int wanted) {
        if (status != wanted) {
            throw new IllegalStateException(
                    "status " + status + " instead of " + wanted + ": " + new String(body, StandardCharsets.UTF_8));
        }
        return this;
    }
}
