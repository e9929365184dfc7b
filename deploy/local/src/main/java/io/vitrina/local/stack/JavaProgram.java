package io.vitrina.local.stack;

import io.vitrina.local.LaunchException;
import io.vitrina.local.home.Home;
import io.vitrina.local.home.Settings;
import io.vitrina.local.process.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line of one packaged service. */
final class JavaProgram {

    private static final Path APPLICATION = Path.of("target", "quarkus-app");

    private final Settings settings;
    private final Home home;

    JavaProgram(Settings settings, Home home) {
        this.settings = settings;
        this.home = home;
    }

    /** @param file the settings that {@link ServiceSettings} wrote */
    Program of(Service service, Path file) {
        List<String> command = java(service, file);
        command.addAll(cache(service).use());
        // Ports and addresses are the launcher's to decide: system properties win over everything.
        command.add("-Dquarkus.http.port=" + service.port(settings.ports()));
        command.add("-Dquarkus.management.port=" + service.management(settings.ports()));
        String more =
                settings.environment().getOrDefault("VITRINA_JAVA_OPTS", "").strip();
        if (!more.isEmpty()) {
            command.addAll(List.of(more.split("\\s+")));
        }
        return program(service, service.label(), command);
    }

    /** A start that ends at once, on ports that nobody calls, and leaves a record of what it loaded. */
    Program training(Service service, String name, Path file) {
        List<String> command = java(service, file);
        command.addAll(cache(service).record());
        command.add("-Dquarkus.http.port=0");
        command.add("-Dquarkus.management.port=0");
        command.add("-Dquarkus.init-and-exit=true");
        return program(service, name, command);
    }

    AotCache cache(Service service) {
        return new AotCache(jar(service).getParent());
    }

    private List<String> java(Service service, Path file) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(memory(service));
        command.addAll(tracing(service));
        command.add("-Dquarkus.http.host=" + settings.bind().getHostAddress());
        command.add("-Dquarkus.management.host=" + settings.bind().getHostAddress());
        command.add("-Dquarkus.config.locations=" + file.toUri());
        // The later one wins where both say something: logs for people, and no farewell before an end.
        command.add("-Dquarkus.profile=prod,local");
        return command;
    }

    private Program program(Service service, String name, List<String> command) {
        command.add("-jar");
        command.add(jar(service).toString());
        return new Program(name, command, passedOn(), home.log(name));
    }

    private Path jar(Service service) {
        Path jar = settings.checkout()
                .resolve(service.label())
                .resolve(APPLICATION)
                .resolve("quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new LaunchException(
                    service.label() + " is not built (" + jar + " is missing): ./vitrina up builds it.");
        }
        return jar;
    }

    /** Nothing unless somebody collects traces: then the agent that takes them, all the way from the gateway to SQL. */
    private List<String> tracing(Service service) {
        if (settings.environment()
                .getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "")
                .isBlank()) {
            return List.of();
        }
        Path agent = settings.checkout().resolve("gateway/target/opentelemetry/opentelemetry-javaagent.jar");
        if (!Files.exists(agent)) {
            throw new LaunchException(
                    "the tracing agent is not built (" + agent + " is missing): ./vitrina up builds it.");
        }
        return List.of(
                "-javaagent:" + agent,
                "-Dotel.service.name=" + service.label(),
                // Metrics are scraped and logs are files; both can be switched on by their OTEL_ variables.
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none");
    }

    private static List<String> memory(Service service) {
        return List.of(
                "-Xms64m",
                "-Xmx" + service.heap(),
                "-XX:+UseSerialGC",
                "-XX:MaxMetaspaceSize=192m",
                "-XX:ReservedCodeCacheSize=96m",
                "-XX:+ExitOnOutOfMemoryError",
                // Compiled piece by piece before it is hot, Argon2's inner loop would stay a fifth slower for ever.
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=inline,org.bouncycastle.crypto.generators.Argon2BytesGenerator*::*",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.net.preferIPv4Stack=true",
                "-Dfile.encoding=UTF-8");
    }

    private Map<String, String> passedOn() {
        Map<String, String> environment = new HashMap<>();
        settings.environment().forEach((name, value) -> {
            if (name.startsWith("VITRINA_") || name.startsWith("OTEL_")) {
                environment.put(name, value);
            }
        });
        return environment;
    }
}
