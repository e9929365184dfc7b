package io.vitrina.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "audit", mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return 1;
    }
}
