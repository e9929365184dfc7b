package io.vitrina.cart.payment;

import io.quarkus.runtime.StartupEvent;
import io.vitrina.cart.config.PaymentsConfig;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The providers by their names; configuration alone says which of them new payments go to. */
@ApplicationScoped
public class PaymentGateways {

    private static final Duration RETRY_AFTER = Duration.ofMinutes(5);

    private final Map<String, PaymentGateway> gateways = new TreeMap<>();
    private final String chosen;

    PaymentGateways(Instance<PaymentGateway> all, PaymentsConfig config) {
        all.forEach(gateway -> gateways.put(gateway.provider(), gateway));
        this.chosen = config.provider();
    }

    /** A shop that can take no money should say so at once, not at the first buyer. */
    void check(@Observes StartupEvent start) {
        PaymentGateway gateway = gateways.get(chosen);
        if (gateway == null) {
            throw new IllegalStateException(
                    "vitrina.payments.provider must be one of " + gateways.keySet() + ", not " + chosen);
        }
        if (!gateway.configured()) {
            throw new IllegalStateException(
                    "vitrina.payments.provider is " + chosen + ", but vitrina.payments." + chosen + " is not complete");
        }
    }

    /** Takes the new payments. */
    public PaymentGateway chosen() {
        return gateways.get(chosen);
    }

    /**
     * The provider an earlier payment was made at.
     *
     * @throws OutcomeUnknown while it isn't set up: what is under way there waits until somebody sets it up again
     */
    public PaymentGateway of(String provider) {
        if (!isSetUp(provider)) {
            throw new OutcomeUnknown("the provider " + provider + " is not set up any more");
        }
        return gateways.get(provider);
    }

    /** 503 otherwise: nobody should promise money that can't go back. */
    public void requireSetUp(String provider) {
        if (!isSetUp(provider)) {
            throw ProblemException.unavailable("the payment provider " + provider + " is not set up", RETRY_AFTER);
        }
    }

    private boolean isSetUp(String provider) {
        PaymentGateway gateway = gateways.get(provider);
        return gateway != null && gateway.configured();
    }

    /** The provider whose notifications come in under this name; 404 when it is not set up. */
    public PaymentGateway listening(String provider) {
        if (!isSetUp(provider)) {
            throw ProblemException.notFound("payment provider");
        }
        return gateways.get(provider);
    }
}
