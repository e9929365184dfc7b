package io.vitrina.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "keys", mixinStandardHelpOptions = true)
public final class KeysCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return 1;
    }
}
