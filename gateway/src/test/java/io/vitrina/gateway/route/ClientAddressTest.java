package io.vitrina.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {

    private final ClientAddress addresses = new ClientAddress(List.of("10.0.0.0/8", "fd00::/8", "192.0.2.7"));

    @Test
    void believesNobodyWhenNoProxyIsTrusted() {
        assertThat(new ClientAddress(List.of()).of("10.0.0.1", List.of("203.0.113.9")))
                .isEqualTo("10.0.0.1");
    }

    @Test
    void believesNoHeaderFromAStranger() {
        assertThat(addresses.of("203.0.113.1", List.of("198.51.100.1"))).isEqualTo("203.0.113.1");
    }

    @Test
    void takesTheFirstUntrustedAddressFromTheRight() {
        assertThat(addresses.of("10.0.0.1", List.of("1.2.3.4, 203.0.113.9, 10.9.9.9")))
                .isEqualTo("203.0.113.9");
        assertThat(addresses.of("10.0.0.1", List.of("1.2.3.4", "203.0.113.9", "10.9.9.9,192.0.2.7")))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void stopsAtWhatIsNoAddress() {
        assertThat(addresses.of("10.0.0.1", List.of("203.0.113.9, whoever, 10.0.0.2")))
                .isEqualTo("10.0.0.2");
        assertThat(addresses.of("10.0.0.1", List.of(""))).isEqualTo("10.0.0.1");
    }

    @Test
    void isTheLastProxyWhenAllAreTrusted() {
        assertThat(addresses.of("10.0.0.1", List.of("10.0.0.3, 10.0.0.2"))).isEqualTo("10.0.0.3");
    }

    @Test
    void readsSixAndFourAlike() {
        assertThat(addresses.of("fd00::1", List.of("2001:db8::1"))).isEqualTo("2001:db8::1");
        assertThat(addresses.of("::ffff:10.0.0.1", List.of("::ffff:203.0.113.9")))
                .isEqualTo("203.0.113.9");
        assertThat(addresses.of("10.0.0.1", List.of("203.0.113.9:5511"))).isEqualTo("203.0.113.9");
        assertThat(addresses.of("10.0.0.1", List.of("[2001:db8::1]:5511"))).isEqualTo("2001:db8::1");
    }

    @Test
    void countsASixNetworkAsOneClient() {
        assertThat(ClientAddress.network("2001:db8::1")).isEqualTo(ClientAddress.network("2001:db8::ffff:1"));
        assertThat(ClientAddress.network("203.0.113.9")).isEqualTo("203.0.113.9");
    }

    @Test
    void refusesNetworksThatAreNone() {
        assertThatThrownBy(() -> new ClientAddress(List.of("10.0.0.0/33")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ClientAddress(List.of("proxy.local")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
