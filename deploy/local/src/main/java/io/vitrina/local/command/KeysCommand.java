package io.vitrina.local.command;

import io.vitrina.local.LaunchException;
import io.vitrina.local.shop.KeyRotation;
import io.vitrina.local.shop.ShopHttp;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sees to the keys that sign tokens. */
@Command(name = "keys", description = "Sees to the keys that sign tokens.", mixinStandardHelpOptions = true)
public final class KeysCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new LaunchException("Say what to do with them: ./vitrina keys rotate");
    }

    /** Asks for a new key and returns when it is published; the auth service does the rest by itself. */
    @Command(
            name = "rotate",
            description = "Signs tokens with a new key, without a pause.",
            mixinStandardHelpOptions = true)
    int rotate(
            @Option(
                            names = "--wait",
                            description = "Return only when the old key is gone (about half an hour by default).")
                    boolean wait) {
        Surroundings here = Surroundings.find();
        if (here.launcher().isEmpty()) {
            throw new LaunchException("Vitrina does not run: start it with ./vitrina up.");
        }
        try (ShopHttp http = new ShopHttp()) {
            rotate(new KeyRotation(http, here.running(), here.home()), wait);
        }
        return 0;
    }

    private static void rotate(KeyRotation rotation, boolean wait) {
        Set<String> before = rotation.published();
        rotation.ask();
        System.out.println("Published so far: " + String.join(", ", before));
        Set<String> after = rotation.awaitNew(before);
        after.removeAll(before);
        System.out.println("Published now:    " + String.join(", ", after));
        System.out.println("It signs when everybody has fetched it (vitrina.auth.keys.publish-before, 10 min);"
                + " the old key goes when its last token has ended (vitrina.auth.keys.retire-after).");
        if (wait) {
            rotation.awaitOldGone(before);
            System.out.println("The old key is gone.");
        }
    }
}
