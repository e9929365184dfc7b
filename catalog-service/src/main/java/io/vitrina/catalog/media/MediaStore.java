package io.vitrina.catalog.media;

import java.util.Optional;

/**
 * Where pictures are kept. Names are made of what the picture holds, so that nothing is ever overwritten with something
 * else: storing twice is storing once.
 *
 * <p>Implementations throw {@link MediaUnavailable} when the store can't be reached.
 */
public interface MediaStore {

    /** Keeps a picture under a name. */
    void store(String name, byte[] content, String mediaType);

    /** The picture of that name; empty when there is none. */
    Optional<byte[]> load(String name);
}
