package io.vitrina.cart.payment.stripe;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrina.cart.payment.WebhookRejected;
import io.vitrina.simulator.stripe.StripeSigner;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripeSignatureTest {

    private static final long NOW = 1_700_000_000;
    private static final byte[] BODY =
            "{\"id\":\"evt_test_1\",\"object\":\"event\",\"type\":\"checkout.session.completed\"}"
                    .getBytes(StandardCharsets.UTF_8);
    private static final String VECTOR = "ca796b857b81e24d595a4c37abf88d2fafb533a32ede6ce4cfc9b0e892a35b08";

    private final StripeSignature signature = at(NOW, "whsec_test_secret");

    @Test
    void acceptsStripesTestVector() {
        assertThatCode(() -> signature.check("t=1700000000,v1=" + VECTOR, BODY)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, -200, 0, 200, 300})
    void allowsTheClocksToBeFiveMinutesApart(long seconds) {
        assertThatCode(() -> at(NOW + seconds, "whsec_test_secret").check("t=1700000000,v1=" + VECTOR, BODY))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 86_400})
    void refusesWhatIsTooOldOrFromTheFuture(long seconds) {
        refused(at(NOW + seconds, "whsec_test_secret"), "t=1700000000,v1=" + VECTOR, BODY);
    }

    @Test
    void triesEverySignatureUnderEverySecret() {
        StripeSignature rolling = at(NOW, "whsec_old", "whsec_test_secret");
        String other = "0".repeat(64);
        assertThatCode(() -> rolling.check("t=1700000000,v1=" + other + ",v1=" + VECTOR + ",v0=x", BODY))
                .doesNotThrowAnyException();
        assertThatCode(() -> rolling.check(StripeSigner.header(List.of("whsec_new", "whsec_old"), NOW, BODY), BODY))
                .doesNotThrowAnyException();
        refused(rolling, StripeSigner.header(List.of("whsec_new", "whsec_newer"), NOW, BODY), BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t=1700000000",
                "v1=ca796b857b81e24d595a4c37abf88d2fafb533a32ede6ce4cfc9b0e892a35b08",
                "t=1700000000,v0=ca796b857b81e24d595a4c37abf88d2fafb533a32ede6ce4cfc9b0e892a35b08",
                "t=1700000000,v1=CA796B857B81E24D595A4C37ABF88D2FAFB533A32EDE6CE4CFC9B0E892A35B08",
                "t=1700000001,v1=ca796b857b81e24d595a4c37abf88d2fafb533a32ede6ce4cfc9b0e892a35b08",
                "t=,v1=ca796b857b81e24d595a4c37abf88d2fafb533a32ede6ce4cfc9b0e892a35b08",
                "t=17e8,v1=x"
            })
    void refusesOtherHeaders(String header) {
        refused(signature, header, BODY);
    }

    @Test
    void refusesMissingHugeAndOverfullHeaders() {
        refused(signature, null, BODY);
        refused(signature, "t=1700000000,v1=" + VECTOR + ",x=" + "y".repeat(5_000), BODY);
        refused(signature, "t=1700000000" + ",v1=x".repeat(10) + ",v1=" + VECTOR, BODY);
    }

    @Test
    void refusesEverythingWithoutASecret() {
        refused(at(NOW), "t=1700000000,v1=" + VECTOR, BODY);
    }

    @Test
    void noticesEachFlippedByteOf200Events() {
        Random random = new Random(7);
        for (int event = 0; event < 200; event++) {
            byte[] body = new byte[20 + random.nextInt(60)];
            random.nextBytes(body);
            String header = StripeSigner.header(List.of("whsec_test_secret"), NOW, body);
            assertThatCode(() -> signature.check(header, body)).doesNotThrowAnyException();
            for (int i = 0; i < body.length; i++) {
                byte[] flipped = body.clone();
                flipped[i] ^= (byte) (1 << random.nextInt(8));
                refused(signature, header, flipped);
            }
        }
    }

    @Test
    void refusesTheSameJsonWrittenAnew() {
        byte[] spaced =
                new String(BODY, StandardCharsets.UTF_8).replace(",", ", ").getBytes(StandardCharsets.UTF_8);
        refused(signature, "t=1700000000,v1=" + VECTOR, spaced);
    }

    private static void refused(StripeSignature signature, String header, byte[] body) {
        assertThatThrownBy(() -> signature.check(header, body)).isInstanceOf(WebhookRejected.class);
    }

    private static StripeSignature at(long epochSecond, String... secrets) {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(epochSecond), ZoneOffset.UTC);
        return new StripeSignature(List.of(secrets), Duration.ofSeconds(300), clock);
    }
}
