package io.vitrina.catalog.media;

import java.io.InputStream;
import java.nio.file.Path;
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

    /** The picture of that name, to be sent as it is read; empty when there is none. */
    Optional<Stored> find(String name);

    /** A picture that is there. Never held in memory whole: whoever reads slowly would keep it there. */
    sealed interface Stored {

        /** In bytes. */
        long length();

        /** A file of its own. */
        record InFile(Path path, long length) implements Stored {}

        /**
         * On its way from somewhere else.
         *
         * @param content to be closed, read or not
         */
        record OnItsWay(InputStream content, long length) implements Stored {}
    }
}
