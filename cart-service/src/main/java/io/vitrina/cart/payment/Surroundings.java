package io.vitrina.cart.payment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.cart.config.PaymentsConfig;
import io.vitrina.cart.config.PublicAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.UUID;

/** How the outside sees payments: the addresses of their pages, and their JSON. */
@ApplicationScoped
public class Surroundings {

    private final PaymentsConfig config;
    private final PublicAddress address;
    private final ObjectMapper json;

    Surroundings(PaymentsConfig config, PublicAddress address, ObjectMapper json) {
        this.config = config;
        this.address = address;
        this.json = json;
    }

    /** Where a buyer comes back to after paying. */
    URI returnUrl(UUID paymentId) {
        return config.returnUrl().orElseGet(() -> page(paymentId + "/return"));
    }

    /** @param path below {@code /api/v1/payments/} */
    public URI page(String path) {
        return address.of("/api/v1/payments/" + path);
    }

    String write(Object answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer can't be written", e);
        }
    }
}
