package io.vitrina.local.command;

import io.vitrina.local.LaunchException;
import io.vitrina.local.process.Follower;
import io.vitrina.local.process.LogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the processes print. */
@Command(name = "logs", description = "Shows what a process prints.", mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(250);
    private static final String SUFFIX = ".log";

    @Parameters(arity = "0..1", paramLabel = "service", description = "All of them when absent.")
    private String service;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "50",
            description = "How many of the last lines.")
    private int lines;

    @Override
    public Integer call() {
        Path folder = Surroundings.find().home().logs();
        Map<String, Path> files = files(folder);
        if (files.isEmpty()) {
            throw new LaunchException("There are no logs yet in " + folder + ".");
        }
        if (service != null) {
            files = Map.of(service, one(files));
        }
        boolean named = files.size() > 1;
        Map<String, Follower> followers = new LinkedHashMap<>();
        files.forEach((name, file) -> {
            followers.put(name, Follower.fromEnd(file));
            new LogFile(file).tail(lines).forEach(line -> print(named, name, line));
        });
        while (follow) {
            followers.forEach((name, file) -> file.fresh().forEach(line -> print(named, name, line)));
            LockSupport.parkNanos(POLL.toNanos());
            if (System.out.checkError()) {
                return 0;
            }
        }
        return 0;
    }

    /** By its name, or by the name without {@code -service}. */
    private Path one(Map<String, Path> files) {
        return Stream.of(service, service + "-service", service.equals("postgresql") ? "postgres" : service)
                .filter(files::containsKey)
                .map(files::get)
                .findFirst()
                .orElseThrow(() -> new LaunchException("There is no log of \"" + service + "\"; there are: "
                        + String.join(", ", files.keySet()) + "."));
    }

    private static Map<String, Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Map.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> logs = all.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
            Map<String, Path> files = new LinkedHashMap<>();
            for (Path log : logs) {
                String name = log.getFileName().toString();
                files.put(name.substring(0, name.length() - SUFFIX.length()), log);
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(boolean named, String name, String line) {
        System.out.println(named ? "[" + name + "] " + line : line);
    }
}
