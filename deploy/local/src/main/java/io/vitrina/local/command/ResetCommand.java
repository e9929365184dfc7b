package io.vitrina.local.command;

import io.vitrina.local.LaunchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Forgets all data. */
@Command(name = "reset", description = "Stops everything and forgets all data.", mixinStandardHelpOptions = true)
public final class ResetCommand implements Callable<Integer> {

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask.")
    private boolean sure;

    @Override
    public Integer call() throws IOException {
        Surroundings here = Surroundings.find();
        if (!Files.isDirectory(here.home().root())) {
            System.out.println("There is no data in " + here.home().root() + ".");
            return 0;
        }
        if (!sure && !confirmed(here)) {
            throw new LaunchException("Nothing was forgotten; say yes, or ./vitrina reset --yes.");
        }
        DownCommand.stop(here);
        here.home().forget();
        System.out.println("All data of " + here.home().root() + " is forgotten.");
        return 0;
    }

    private static boolean confirmed(Surroundings here) throws IOException {
        System.out.print("This stops Vitrina and forgets all its data in "
                + here.home().root() + ": users, products, orders, keys.\nType yes to go on: ");
        System.out.flush();
        String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return "yes".equalsIgnoreCase(answer == null ? "" : answer.strip());
    }
}
