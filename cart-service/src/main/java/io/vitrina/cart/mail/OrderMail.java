package io.vitrina.cart.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.vertx.ext.mail.SMTPException;
import io.vitrina.cart.order.OrderLetter;
import io.vitrina.cart.order.OrderMessages;
import io.vitrina.cart.order.OrderService;
import io.vitrina.cart.outbox.OutboxHandler;
import io.vitrina.cart.outbox.OutboxLane;
import io.vitrina.cart.outbox.OutboxMessage;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;

/** Mail about an order's moves, as text and HTML. Sent from the outbox, so that a dead mail server changes no answer. */
@ApplicationScoped
class OrderMail implements OutboxHandler {

    private static final Map<String, String> SUBJECTS = Map.of(
            "placed", "Your order %s",
            "paid", "Your order %s is paid",
            "shipped", "Your order %s is on its way",
            "cancelled", "Your order %s is cancelled",
            "refunded", "Your order %s: the money goes back");

    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

    private final Mailer mailer;
    private final Engine templates;
    private final OrderService orders;

    OrderMail(Mailer mailer, Engine templates, OrderService orders) {
        this.mailer = mailer;
        this.templates = templates;
        this.orders = orders;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(OrderMessages.MAIL);
    }

    @Override
    public OutboxLane lane() {
        return OutboxLane.MAIL;
    }

    @Override
    public void deliver(OutboxMessage message) {
        // Empty when the buyer's token told no address, or no mail is due any more.
        orders.letter(message.orderId()).ifPresent(letter -> send(message, letter));
    }

    private void send(OutboxMessage message, OrderLetter letter) {
        MailOrder order = MailOrder.of(letter.order());
        String subject = SUBJECTS.get(message.payload()).formatted(order.number());
        Mail mail = Mail.withText(letter.to(), subject, render(message.payload(), "txt", order))
                .setHtml(render(message.payload(), "html", order))
                // A repeated delivery carries the same id: mail programs show it once.
                .addHeader(
                        "Message-ID",
                        "<order-%s-%s-%d@vitrina>".formatted(message.orderId(), message.payload(), message.id()));
        try {
            mailer.send(mail);
        } catch (RuntimeException e) {
            throw told(e);
        }
    }

    /**
     * A server that can't be reached, or that says "later", is away, and has sent nothing. Whatever else went wrong may have
     * come after it took the mail: that counts, so that nobody gets the same mail all day.
     */
    static RuntimeException told(RuntimeException failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        boolean away = switch (cause) {
            case ConnectException e -> true;
            case NoRouteToHostException e -> true;
            case UnknownHostException e -> true;
            case SMTPException answer -> answer.isTransient();
            case null, default -> false;
        };
        return away ? ProblemException.unavailable("the mail server is away", RETRY_AFTER) : failure;
    }

    private String render(String event, String form, MailOrder order) {
        Template template = templates.getTemplate("mail/" + event + "." + form);
        return template.data("order", order).render();
    }
}
