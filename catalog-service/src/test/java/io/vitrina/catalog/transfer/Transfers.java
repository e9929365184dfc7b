package io.vitrina.catalog.transfer;

import static io.vitrina.catalog.Shop.PRODUCTS;
import static io.vitrina.catalog.Shop.admin;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Imports and exports as an admin makes them. */
final class Transfers {

    static final String IMPORT = PRODUCTS + "/import";
    static final String EXPORT = PRODUCTS + "/export";

    private Transfers() {}

    static ValidatableResponse csv(String text) {
        return send("text/csv", text.getBytes(StandardCharsets.UTF_8));
    }

    static ValidatableResponse ndjson(String text) {
        return send("application/x-ndjson", text.getBytes(StandardCharsets.UTF_8));
    }

    /** With exactly this type: nothing is added to it. */
    static ValidatableResponse send(String type, byte[] body) {
        return send(type, body, IMPORT);
    }

    /** Answered before it is done. */
    static ValidatableResponse start(String csv) {
        return send("text/csv;charset=UTF-8", csv.getBytes(StandardCharsets.UTF_8), IMPORT + "?async=true");
    }

    /** A CSV of so many good rows, the n-th of which costs n, from 0. */
    static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "S-%d,Product %d,%d,1\n".formatted(n, n, n))
                .collect(Collectors.joining("", "sku,name,price,quantity\n", ""));
    }

    /** The whole catalogue as CSV. */
    static String exported() {
        return admin().get(EXPORT).asString();
    }

    private static ValidatableResponse send(String type, byte[] body, String path) {
        return admin().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Content-Type", type)
                .body(body)
                .post(path)
                .then();
    }
}
