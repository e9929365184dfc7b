package io.vitrina.cart.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.vitrina.cart.order.OrderContacts;
import io.vitrina.cart.order.OrderMessages;
import io.vitrina.cart.order.OrderResponse;
import io.vitrina.cart.order.OrderService;
import io.vitrina.cart.outbox.OutboxHandler;
import io.vitrina.cart.outbox.OutboxMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Mail about an order's moves, as text and HTML. Sent from the outbox, so that a dead mail server changes no answer. */
@ApplicationScoped
class OrderMail implements OutboxHandler {

    private static final Map<String, String> SUBJECTS = Map.of(
            "placed", "Your order %s",
            "paid", "Your order %s is paid",
            "shipped", "Your order %s is on its way",
            "cancelled", "Your order %s is cancelled",
            "refunded", "Your order %s: the money goes back");

    private final Mailer mailer;
    private final Engine templates;
    private final OrderService orders;
    private final OrderContacts contacts;

    OrderMail(Mailer mailer, Engine templates, OrderService orders, OrderContacts contacts) {
        this.mailer = mailer;
        this.templates = templates;
        this.orders = orders;
        this.contacts = contacts;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(OrderMessages.MAIL);
    }

    @Override
    public boolean isPatient() {
        return true;
    }

    @Override
    public void deliver(OutboxMessage message) {
        Optional<String> to = contacts.find(message.orderId());
        if (to.isEmpty()) {
            // The buyer's token told no address, or no mail is due any more.
            return;
        }
        Optional<OrderResponse> order = orders.find(message.orderId());
        if (order.isEmpty()) {
            return;
        }
        String subject = SUBJECTS.get(message.payload()).formatted(order.get().number());
        Mail mail = Mail.withText(to.get(), subject, render(message.payload(), "txt", order.get()))
                .setHtml(render(message.payload(), "html", order.get()))
                // A repeated delivery carries the same id: mail programs show it once.
                .addHeader(
                        "Message-ID",
                        "<order-%s-%s-%d@vitrina>".formatted(message.orderId(), message.payload(), message.id()));
        mailer.send(mail);
    }

    private String render(String event, String form, OrderResponse order) {
        Template template = templates.getTemplate("mail/" + event + "." + form);
        return template.data("order", MailOrder.of(order)).render();
    }
}
