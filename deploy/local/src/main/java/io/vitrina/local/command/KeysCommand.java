package io.vitrina.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.local.LaunchException;
import io.vitrina.local.home.Settings;
import io.vitrina.local.shop.Answer;
import io.vitrina.local.shop.Call;
import io.vitrina.local.shop.ShopHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sees to the keys that sign tokens. */
@Command(name = "keys", description = "Sees to the keys that sign tokens.", mixinStandardHelpOptions = true)
public final class KeysCommand implements Callable<Integer> {

    private static final Duration PUBLICATION = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(500);
    /** The file that asks the auth service for a new key. */
    private static final String REQUEST = "rotate";

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
            Set<String> before = published(http, here.running());
            ask(here.home().keys().resolve(REQUEST));
            System.out.println("Published so far: " + String.join(", ", before));
            Set<String> after = await("A new key was not published", PUBLICATION, http, here.running(), before, true);
            after.removeAll(before);
            System.out.println("Published now:    " + String.join(", ", after));
            System.out.println("It signs when everybody has fetched it (vitrina.auth.keys.publish-before, 10 min);"
                    + " the old key goes when its last token has ended (vitrina.auth.keys.retire-after).");
            if (wait) {
                await("The old key is still published", Duration.ofHours(2), http, here.running(), before, false);
                System.out.println("The old key is gone.");
            }
        }
        return 0;
    }

    /** Until more than the given keys are published, or until one of them isn't any more. */
    private static Set<String> await(
            String otherwise, Duration patience, ShopHttp http, Settings settings, Set<String> before, boolean more) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Set<String> now = published(http, settings);
            if (more ? !before.containsAll(now) : !now.containsAll(before)) {
                return now;
            }
            if (System.nanoTime() > deadline) {
                throw new LaunchException(
                        otherwise + " within " + patience.toSeconds() + " s; see ./vitrina logs auth.");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private static Set<String> published(ShopHttp http, Settings settings) {
        Answer answer = http.send(Call.get(settings.url(settings.ports().auth()).resolve("/.well-known/jwks.json")));
        if (!answer.isGood()) {
            throw new LaunchException("The auth service's keys were answered " + answer.inShort());
        }
        Set<String> ids = new TreeSet<>();
        for (JsonNode key : answer.json().path("keys")) {
            ids.add(key.path("kid").asText());
        }
        return ids;
    }

    private static void ask(Path request) {
        try {
            if (!Files.exists(request)) {
                Files.createFile(request);
            }
        } catch (IOException e) {
            throw new LaunchException("The request " + request + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
