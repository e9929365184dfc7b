package io.vitrina.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrina.acceptance.client.Answer;
import io.vitrina.acceptance.client.Customer;
import io.vitrina.acceptance.client.MockProvider;
import io.vitrina.acceptance.client.ShopClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notifications of odd forms, through the whole shop: the gateway passes each byte on as it came, or the signature fails. */
@ExtendWith(ShopExtension.class)
class WebhooksIT {

    private static final String PATH = "/api/v1/payments/webhook/mock";
    private static final int LARGE = 200 * 1024;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"type\" :\t\"payment.succeeded\" ,\n\n \"payment_id\":\"%1$s\" , \"event_id\" : \"odd-%1$s\"  }  ",
                "{\"event_id\":\"\\u006fdd-%1$s\",\"type\":\"pay\\u006dent.suc\\u0063eeded\",\"payment_id\":\"%1$s\"}",
                "{\r\n\"event_id\":\"odd-%1$s\",\r\n\"type\":\"payment.succeeded\",\r\n\"payment_id\":\"%1$s\"\r\n}\r\n"
            })
    void believesWhatIsSignedHoweverItIsWritten(String form, Shop shop) {
        Customer customer = shop.customer();
        String order = order(shop, customer);
        String body = form.formatted(payment(customer, order));

        shop.provider().tell(body).expect(200);

        assertThat(statusOf(customer, order)).isEqualTo("paid");
    }

    @Test
    void believesALargeOne(Shop shop) {
        Customer customer = shop.customer();
        String order = order(shop, customer);
        String body =
                MockProvider.event("large-" + order, "payment.succeeded", payment(customer, order)) + " ".repeat(LARGE);

        shop.provider().tell(body).expect(200);

        assertThat(statusOf(customer, order)).isEqualTo("paid");
    }

    @Test
    void believesOneThatComesInChunks(Shop shop) {
        Customer customer = shop.customer();
        String order = order(shop, customer);
        String body = " ".repeat(LARGE)
                + MockProvider.event("chunks-" + order, "payment.succeeded", payment(customer, order));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

        send(
                        shop,
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)),
                        shop.provider().signature(body))
                .expect(200);

        assertThat(statusOf(customer, order)).isEqualTo("paid");
    }

    /** The signature is of the bytes on the wire. */
    @Test
    void believesAndReadsWhatIsPacked(Shop shop) throws IOException {
        Customer customer = shop.customer();
        String order = order(shop, customer);
        byte[] packed = packed(MockProvider.event("packed-" + order, "payment.succeeded", payment(customer, order)));

        Answer answer = shop.stranger()
                .with("X-Mock-Signature", shop.provider().signature(packed))
                .with("Content-Encoding", "gzip")
                .sendBytes("POST", PATH, BodyPublishers.ofByteArray(packed));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(statusOf(customer, order)).isEqualTo("paid");
    }

    @Test
    void refusesOneWithAFlippedByte(Shop shop) {
        Customer customer = shop.customer();
        String order = order(shop, customer);
        String payment = payment(customer, order);
        String body = MockProvider.event("flipped-" + order, "payment.succeeded", payment);
        String signature = shop.provider().signature(body);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        bytes[body.indexOf("flipped")] ^= 1;

        Answer refused = send(shop, BodyPublishers.ofByteArray(bytes), signature);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(statusOf(customer, order)).isEqualTo("pending");
        send(shop, BodyPublishers.ofString(body), signature).expect(200);
        assertThat(statusOf(customer, order)).isEqualTo("paid");
    }

    private static Answer send(Shop shop, BodyPublisher body, String signature) {
        ShopClient provider = shop.stranger().with("X-Mock-Signature", signature);
        return provider.with("Content-Type", "application/json").sendBytes("POST", PATH, body);
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String order(Shop shop, Customer customer) {
        long product = shop.product("Конверт", 2_500, 5).path("id").asLong();
        return customer.client()
                .post("/orders", Shop.order(product, 1))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    private static String payment(Customer customer, String order) {
        return customer.client()
                .post("/payments/orders/" + order)
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    private static String statusOf(Customer customer, String order) {
        return customer.client()
                .get("/orders/" + order)
                .expect(200)
                .json()
                .path("status")
                .asText();
    }
}
