package io.vitrina.cart.order;

import io.vitrina.cart.outbox.Outbox;
import io.vitrina.cart.outbox.Outbox.Draft;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What follows from an order's moves, for the outbox: stock to the catalogue, mail to the customer. */
@ApplicationScoped
public class OrderMessages {

    public static final String COMMIT = "reservation.commit";
    public static final String RELEASE = "reservation.release";
    public static final String RETURN = "reservation.return";
    public static final String MAIL = "mail";

    private final Outbox outbox;

    OrderMessages(Outbox outbox) {
        this.outbox = outbox;
    }

    public void placed(UUID orderId) {
        outbox.add(MAIL, orderId, "placed");
    }

    public void paid(UUID orderId) {
        outbox.add(orderId, new Draft(COMMIT, ""), new Draft(MAIL, "paid"));
    }

    public void shipped(UUID orderId) {
        outbox.add(MAIL, orderId, "shipped");
    }

    public void cancelled(UUID orderId) {
        outbox.add(orderId, new Draft(RELEASE, ""), new Draft(MAIL, "cancelled"));
    }

    /** @param goodsAreHere whether they never left, and go back on sale */
    public void refunded(UUID orderId, boolean goodsAreHere) {
        if (goodsAreHere) {
            outbox.add(RETURN, orderId, "");
        }
        outbox.add(MAIL, orderId, "refunded");
    }

    /** Stock of a checkout that became no order. */
    public void abandoned(UUID orderId) {
        outbox.add(RELEASE, orderId, "");
    }
}
