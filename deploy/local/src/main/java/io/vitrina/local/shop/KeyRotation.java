package io.vitrina.local.shop;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.local.LaunchException;
import io.vitrina.local.home.Home;
import io.vitrina.local.home.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A change of the key that signs tokens: asked for by a file, and watched from outside. The auth service does it. */
public final class KeyRotation {

    private static final Duration PUBLICATION = Duration.ofSeconds(90);
    private static final Duration RETIREMENT = Duration.ofHours(2);
    private static final Duration POLL = Duration.ofMillis(500);
    /** The file that asks the auth service for a new key. */
    private static final String REQUEST = "rotate";

    private final ShopHttp http;
    private final Settings settings;
    private final Path request;

    public KeyRotation(ShopHttp http, Settings settings, Home home) {
        this.http = http;
        this.settings = settings;
        this.request = home.keys().resolve(REQUEST);
    }

    /** The ids of the keys that are published now. */
    public Set<String> published() {
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

    /** Asks for a new key; what was asked for already is not asked for twice. */
    public void ask() {
        try {
            if (!Files.exists(request)) {
                Files.createFile(request);
            }
        } catch (IOException e) {
            throw new LaunchException("The request " + request + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    /** Returns what is published when that is more than before. */
    public Set<String> awaitNew(Set<String> before) {
        return await("A new key was not published", PUBLICATION, now -> !before.containsAll(now));
    }

    /** Returns when a key of before is not published any more. */
    public void awaitOldGone(Set<String> before) {
        await("The old key is still published", RETIREMENT, now -> !now.containsAll(before));
    }

    private Set<String> await(String otherwise, Duration patience, Predicate<Set<String>> reached) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Set<String> now = published();
            if (reached.test(now)) {
                return now;
            }
            if (System.nanoTime() > deadline) {
                throw new LaunchException(
                        otherwise + " within " + patience.toSeconds() + " s; see ./vitrina logs auth.");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
