package io.vitrina.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Small programs of the system that are used where they are there. */
public final class Tools {

    private static final int SECONDS = 10;

    private Tools() {}

    /** A prefix that keeps the terminal's signals away from a command; empty where the system has none. */
    public static List<String> ownSession() {
        return find("setsid").map(path -> List.of(path.toString())).orElse(List.of());
    }

    public static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/bin", "/bin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Sends SIGINT, which Java has no call for. Whether it was sent. */
    public static boolean interrupt(ProcessHandle process) {
        return succeeds(List.of("sh", "-c", "kill -INT \"$0\"", Long.toString(process.pid())));
    }

    /** Whether the command is there, ends in time, and answers 0. */
    public static boolean succeeds(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
