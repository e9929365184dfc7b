package io.vitrina.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.local.LaunchException;
import io.vitrina.local.shop.Answer;
import io.vitrina.local.shop.Call;
import io.vitrina.local.shop.ShopHttp;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Makes calls in sight of a person: each as a line to paste, with its answer in short. */
public final class Conversation {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);

    private final ShopHttp http;
    private final Consumer<String> out;
    private int step;

    public Conversation(ShopHttp http, Consumer<String> out) {
        this.http = http;
        this.out = out;
    }

    /** The answer's JSON; an answer that isn't good ends the demo with its reason. */
    JsonNode call(String title, Call call) {
        step++;
        out.accept("");
        out.accept("# " + step + ". " + title);
        out.accept(call.asCurl());
        Answer answer = patiently(call);
        out.accept("→ " + answer.inShort());
        return good(title, answer);
    }

    JsonNode silently(Call call) {
        return good("The question", http.send(call));
    }

    /** The gateway takes ten credentials a minute from one address: that is for waiting, not for failing. */
    private Answer patiently(Call call) {
        Answer answer = http.send(call);
        while (answer.status() == 429) {
            Duration wait = answer.retryAfter().isZero() ? Duration.ofSeconds(1) : answer.retryAfter();
            if (wait.compareTo(LONGEST_WAIT) > 0) {
                return answer;
            }
            out.accept("→ 429: the shop limits how often one address may register and log in; going on in "
                    + wait.toSeconds() + " s, as it asks");
            LockSupport.parkNanos(wait.toNanos());
            answer = http.send(call);
        }
        return answer;
    }

    private static JsonNode good(String title, Answer answer) {
        if (!answer.isGood()) {
            throw new LaunchException(title + ": the shop answered " + answer.inShort());
        }
        return answer.json();
    }
}
