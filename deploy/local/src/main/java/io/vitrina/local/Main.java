package io.vitrina.local;

import io.vitrina.local.command.AuditCommand;
import io.vitrina.local.command.DemoCommand;
import io.vitrina.local.command.DownCommand;
import io.vitrina.local.command.KeysCommand;
import io.vitrina.local.command.LogsCommand;
import io.vitrina.local.command.ResetCommand;
import io.vitrina.local.command.StatusCommand;
import io.vitrina.local.command.UpCommand;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code ./vitrina} hands over to. */
@Command(
        name = "vitrina",
        mixinStandardHelpOptions = true,
        version = "vitrina 0.1.0",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            ResetCommand.class,
            DemoCommand.class,
            KeysCommand.class,
            AuditCommand.class
        })
public final class Main {

    private static final Logger LIBRARIES = Logger.getLogger("");

    private Main() {}

    public static void main(String[] args) {
        // Libraries tell their story at INFO; people asked for ours.
        LIBRARIES.setLevel(Level.SEVERE);
        int status = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> tell(failure, line))
                .execute(args);
        System.exit(status);
    }

    private static int tell(Exception failure, CommandLine line) {
        if (failure instanceof LaunchException known) {
            line.getErr().println("vitrina: " + known.getMessage());
        } else {
            failure.printStackTrace(line.getErr());
        }
        line.getErr().flush();
        return 1;
    }
}
