package io.vitrina.cart.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.cart.testing.ShopTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebhookInboxTest extends ShopTest {

    @Inject
    WebhookInbox inbox;

    @Test
    void forgetsWhatIsAMonthOldInPieces() {
        sql("INSERT INTO webhook_inbox SELECT 'mock', 'old-' || n, now() - interval '31 days'"
                + " FROM generate_series(1, 1500) n");
        sql("INSERT INTO webhook_inbox VALUES ('mock', 'young', now() - interval '29 days')");
        assertThat(inbox.forgetOld()).isEqualTo(1_000);
        assertThat(inbox.forgetOld()).isEqualTo(500);
        assertThat(inbox.forgetOld()).isZero();
        assertThat(inbox.knows(new WebhookInbox.Event("mock", "young"))).isTrue();
    }
}
