package io.vitrina.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The classes of a service as the JVM had them loaded and linked before, in a file beside its jar. */
final class AotCache {

    private final Path file;

    AotCache(Path application) {
        this.file = application.resolve("app.aot");
    }

    /** None when there is no cache; one that doesn't fit the jar or the JDK is ignored by the JVM itself. */
    List<String> options() {
        return Files.exists(file) ? List.of("-XX:AOTCache=" + file) : List.of();
    }
}
