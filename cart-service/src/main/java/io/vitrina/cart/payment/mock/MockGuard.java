package io.vitrina.cart.payment.mock;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.vitrina.cart.config.PaymentsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A shop on the internet must not hand out goods for play money: there the service does not start with the mock. */
@ApplicationScoped
class MockGuard {

    private final boolean mockIsOn;
    private final List<String> profiles;
    private final String publicUrl;

    MockGuard(
            PaymentsConfig config,
            SmallRyeConfig settings,
            @ConfigProperty(name = "vitrina.public-url", defaultValue = "http://localhost:8000") String publicUrl) {
        this.mockIsOn = config.provider().equals(MockGateway.NAME)
                || config.mock().secret().isPresent();
        this.profiles = settings.getProfiles();
        this.publicUrl = publicUrl;
    }

    void check(@Observes StartupEvent start) {
        check(mockIsOn, profiles, publicUrl);
    }

    /** The profile {@code prod} is also what local mode runs; there the shop's address is this machine's or network's. */
    static void check(boolean mockIsOn, List<String> profiles, String publicUrl) {
        if (mockIsOn
                && profiles.contains("prod")
                && !isPrivate(URI.create(publicUrl).getHost())) {
            throw new IllegalStateException(
                    "the mock payment provider can't be used at " + publicUrl
                            + ": set vitrina.payments.provider to stripe or yookassa and leave vitrina.payments.mock.secret out");
        }
    }

    /** A name without a dot, or an address that nobody reaches from outside. */
    private static boolean isPrivate(String host) {
        if (host == null) {
            return false;
        }
        if (!host.contains(".") && !host.contains(":")) {
            return true;
        }
        try {
            InetAddress address = InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""));
            return address.isLoopbackAddress() || address.isAnyLocalAddress() || address.isSiteLocalAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
