package io.vitrina.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How one process is started.
 *
 * @param name as people call it: {@code cart-service}
 * @param command the program and its arguments
 * @param environment added to this process's own
 * @param log where everything it prints goes
 */
public record Program(String name, List<String> command, Map<String, String> environment, Path log) {

    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
