package io.vitrina.cart.payment.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** What a provider answered: a success, or a refusal that would come again. */
public record WireReply(int status, JsonNode body) {

    public boolean ok() {
        return status == 200;
    }
}
