package io.vitrina.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The classes of a service as the JVM had them loaded and linked before, in a file beside its jar. */
final class AotCache {

    private final Path file;
    private final Path fresh;
    private final Path failure;

    /** @param application the folder of the packaged service, which every build makes anew */
    AotCache(Path application) {
        // Another JDK could not use it, and gets one of its own.
        String name = "app-" + Runtime.version();
        this.file = application.resolve(name + ".aot");
        this.fresh = application.resolve(name + ".aot.new");
        this.failure = application.resolve(name + ".aot.failed");
    }

    /** None when there is no cache; one that doesn't fit the jar or the JDK is ignored by the JVM itself. */
    List<String> use() {
        return Files.exists(file) ? List.of("-XX:AOTCache=" + file, "-XX:AOTMode=auto") : List.of();
    }

    /** Lets a JVM write one at its end. */
    List<String> record() {
        return List.of("-XX:AOTCacheOutput=" + fresh);
    }

    /** Neither made nor tried in vain, and there is a place for it. */
    boolean isWanted() {
        return !Files.exists(file) && !Files.exists(failure) && Files.isWritable(file.getParent());
    }

    /** Takes what {@link #record()} had written, whole or not at all. Whether there is a cache now. */
    boolean keep(boolean complete) throws IOException {
        if (complete && Files.exists(fresh)) {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
        Files.deleteIfExists(fresh);
        Files.writeString(failure, "");
        return false;
    }

    /** Forgets an interrupted recording: the next start tries again. */
    void drop() throws IOException {
        Files.deleteIfExists(fresh);
    }
}
