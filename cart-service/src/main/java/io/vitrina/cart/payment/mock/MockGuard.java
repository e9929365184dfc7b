package io.vitrina.cart.payment.mock;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.vitrina.cart.config.PaymentsConfig;
import io.vitrina.cart.config.PublicAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** A shop on the internet must not hand out goods for play money: there the service does not start with the mock. */
@ApplicationScoped
class MockGuard {

    private final boolean mockIsOn;
    private final List<String> profiles;
    private final PublicAddress address;

    MockGuard(PaymentsConfig config, SmallRyeConfig settings, PublicAddress address) {
        this.mockIsOn = config.provider().equals(MockGateway.NAME)
                || config.mock().secret().isPresent();
        this.profiles = settings.getProfiles();
        this.address = address;
    }

    void check(@Observes StartupEvent start) {
        check(mockIsOn, profiles, address.of("").toString());
    }

    /** The profile {@code prod} is also what local mode runs; there the shop's address is this machine's or network's. */
    static void check(boolean mockIsOn, List<String> profiles, String publicUrl) {
        if (mockIsOn && profiles.contains("prod") && !PublicAddress.isPrivate(publicUrl)) {
            throw new IllegalStateException(
                    "the mock payment provider can't be used at " + publicUrl
                            + ": set vitrina.payments.provider to stripe or yookassa and leave vitrina.payments.mock.secret out");
        }
    }
}
