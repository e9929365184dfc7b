package io.vitrina.cart.payment.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrina.cart.payment.OutcomeUnknown;
import io.vitrina.cart.payment.ProviderRefused;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** What a provider's answers mean: an object, a no that will come again, or nothing to rely on. */
public final class ProviderCalls {

    /** Code of a {@link ProviderRefused} about what the provider does not know. */
    public static final String NOT_FOUND = "not_found";

    private static final int MAX_CODE = 100;

    private final String provider;
    private final Function<WireRequest, WireReply> client;
    private final Function<JsonNode, String> code;

    /**
     * Calls of one provider.
     *
     * @param client sends a call, unless its breaker is open
     * @param code what the provider's body calls the reason of a refusal; empty when it doesn't say
     */
    public ProviderCalls(String provider, Function<WireRequest, WireReply> client, Function<JsonNode, String> code) {
        this.provider = provider;
        this.client = client;
        this.code = code;
    }

    /** The bare answer. */
    public WireReply send(WireRequest request) {
        try {
            return client.apply(request);
        } catch (CircuitBreakerOpenException e) {
            throw new OutcomeUnknown(provider + " has been failing; " + request + " was not sent", e);
        }
    }

    /** Reads an object: only 404 says something about it, any other refusal is about us. */
    public JsonNode read(String path) {
        WireReply reply = send(WireRequest.get(path));
        if (reply.ok()) {
            return reply.body();
        }
        if (reply.status() == 404) {
            throw new ProviderRefused(NOT_FOUND);
        }
        throw new OutcomeUnknown(provider + " answered " + reply.status() + " to a read");
    }

    /** Makes something, and answers what was made. */
    public JsonNode make(WireRequest request) {
        return accept(send(request));
    }

    /**
     * As {@link #make}, for money that goes back: with wrong credentials it is we who are refused, not the refund, which is
     * to be sent again once they are right.
     */
    public JsonNode giveBack(WireRequest request) {
        WireReply reply = send(request);
        if (reply.status() == 401 || reply.status() == 403) {
            throw new OutcomeUnknown(provider + " refused our credentials");
        }
        return accept(reply);
    }

    private JsonNode accept(WireReply reply) {
        if (reply.ok()) {
            return reply.body();
        }
        String told = code.apply(reply.body());
        String reason = told.isEmpty() ? "http_" + reply.status() : told;
        throw new ProviderRefused(reason.length() > MAX_CODE ? reason.substring(0, MAX_CODE) : reason);
    }
}
