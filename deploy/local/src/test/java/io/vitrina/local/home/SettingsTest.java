package io.vitrina.local.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrina.local.LaunchException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Path CHECKOUT = Path.of("/shop");
    private static final Path DIRECTORY = Path.of("/somewhere");

    @Test
    void listensLocallyOnPortsThatFollowTheGateways() {
        Settings settings = Settings.of(CHECKOUT, DIRECTORY, Map.of());

        assertThat(settings.home()).isEqualTo(Path.of("/shop/.vitrina"));
        assertThat(settings.bind().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(settings.demo()).isTrue();
        assertThat(settings.publicUrl()).hasToString("http://localhost:8000");
        assertThat(settings.mockSecret()).isEqualTo("mock-secret");
        Ports ports = settings.ports();
        assertThat(new int[] {
                    ports.gateway(),
                    ports.auth(),
                    ports.catalog(),
                    ports.cart(),
                    ports.smtp(),
                    ports.postgres(),
                    ports.gatewayManagement(),
                    ports.authManagement(),
                    ports.catalogManagement(),
                    ports.cartManagement()
                })
                .containsExactly(8000, 8001, 8002, 8003, 8025, 8032, 8090, 8091, 8092, 8093);
    }

    @Test
    void takesTheEnvironmentsWord() {
        Settings settings = Settings.of(
                CHECKOUT,
                DIRECTORY,
                Map.of(
                        "VITRINA_HOME",
                        "data here",
                        "VITRINA_PORT",
                        "9000",
                        "VITRINA_BIND",
                        "0.0.0.0",
                        "VITRINA_DEMO",
                        "FALSE"));

        assertThat(settings.home()).isEqualTo(Path.of("/somewhere/data here"));
        assertThat(settings.ports().postgres()).isEqualTo(9032);
        assertThat(settings.bind().isAnyLocalAddress()).isTrue();
        assertThat(settings.reachable()).isEqualTo("127.0.0.1");
        assertThat(settings.demo()).isFalse();
    }

    @Test
    void namesTheVariableThatMakesNoSense() {
        assertThatThrownBy(() -> Settings.of(CHECKOUT, DIRECTORY, Map.of("VITRINA_PORT", "eight")))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("VITRINA_PORT");
        assertThatThrownBy(() -> Settings.of(CHECKOUT, DIRECTORY, Map.of("VITRINA_PORT", "65500")))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("VITRINA_PORT");
        assertThatThrownBy(() -> Settings.of(CHECKOUT, DIRECTORY, Map.of("VITRINA_BIND", "no.such.address.invalid")))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("VITRINA_BIND");
    }
}
