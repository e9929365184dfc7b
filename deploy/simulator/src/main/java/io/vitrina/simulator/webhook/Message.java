package io.vitrina.simulator.webhook;

import io.vitrina.simulator.ledger.Provider;
import java.util.Map;

/**
 * A notification.
 *
 * @param id the event's id, or what comes nearest to one
 * @param event the event's type
 * @param headers makes the headers of each attempt anew: {@code headersOf(badly)}, badly for a forged one
 */
public record Message(Provider provider, String id, String event, byte[] body, Headers headers) {

    /** What goes with each attempt. */
    @FunctionalInterface
    public interface Headers {

        /** @param forged whether they should be such that a careful shop refuses them */
        Map<String, String> of(byte[] body, boolean forged);
    }
}
