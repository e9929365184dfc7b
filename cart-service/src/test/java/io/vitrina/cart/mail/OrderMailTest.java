package io.vitrina.cart.mail;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vitrina.cart.testing.ShopTest;
import io.vitrina.kit.testing.TestTokens;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OrderMailTest extends ShopTest {

    private static final String BUYER = "buyer@example.com";

    @Inject
    MockMailbox mailbox;

    @BeforeEach
    void empty() {
        mailbox.clear();
    }

    @Test
    void tellsTheBuyerOfEveryMove() {
        catalog.put(7, 199_950, 10);
        UUID order = id(
                buyer().body("{\"items\":[{\"product_id\":7,\"quantity\":2}]}").post("/api/v1/orders"), 201);
        webhook("e1", "payment.succeeded", payment(USER, order)).then().statusCode(200);
        admin().post("/api/v1/orders/" + order + "/ship").then().statusCode(200);
        admin().post("/api/v1/orders/" + order + "/refund").then().statusCode(200);
        String number = orderOf(USER, order).getString("number");
        eventually("four mails are sent", () -> mailbox.getMailsSentTo(BUYER).size() == 4);
        List<Mail> mails = mailbox.getMailsSentTo(BUYER);
        assertThat(mails.stream().map(Mail::getSubject))
                .containsExactlyInAnyOrder(
                        "Your order " + number,
                        "Your order " + number + " is paid",
                        "Your order " + number + " is on its way",
                        "Your order " + number + ": the money goes back");
        assertThat(mails).allSatisfy(mail -> {
            assertThat(mail.getText()).contains("2 x Product 7: 3999.00 RUB", "Total: 3999.00 RUB");
            assertThat(mail.getHtml()).contains("Product 7", "3999.00 RUB");
        });
    }

    @Test
    void tellsOfACancelledOrder() {
        catalog.put(7, 100, 10);
        UUID order = id(buyer().body("{\"items\":[{\"product_id\":7}]}").post("/api/v1/orders"), 201);
        buyer().post("/api/v1/orders/" + order + "/cancel").then().statusCode(200);
        eventually("two mails are sent", () -> mailbox.getMailsSentTo(BUYER).size() == 2);
    }

    @Test
    void keepsNoAddressWhereTheTokenTellsNone() {
        catalog.put(7, 100, 10);
        order(USER, 7);
        assertThat(count("order_contact")).isZero();
        assertThat(mailbox.getTotalMessagesSent()).isZero();
    }

    private static RequestSpecification buyer() {
        Map<String, Object> claims = TestTokens.claims(String.valueOf(USER), List.of("user"), "access_token");
        claims.put("upn", BUYER);
        return given().header("Authorization", "Bearer " + TestTokens.sign(TestTokens.header(), claims))
                .contentType(ContentType.JSON);
    }
}
