package io.vitrina.catalog.cache;

/**
 * An answer as it goes over the wire.
 *
 * @param body JSON in UTF-8; never changed once made
 * @param etag the entity tag, quotes included
 */
public record Rendered(byte[] body, String etag) {}
