package io.vitrina.catalog.cache;

/**
 * An answer as it goes over the wire.
 *
 * @param body JSON in UTF-8; never changed once made
 * @param etag the entity tag, quotes included
 * @param age how long it has been kept here since it was made, whole seconds, rounded up
 */
public record Rendered(byte[] body, String etag, int age) {

    Rendered(byte[] body, String etag) {
        this(body, etag, 0);
    }

    Rendered aged(int seconds) {
        return seconds == 0 ? this : new Rendered(body, etag, seconds);
    }
}
