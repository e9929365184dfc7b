package io.vitrina.simulator.page;

import io.vitrina.simulator.http.Answer;
import io.vitrina.simulator.http.Call;
import io.vitrina.simulator.http.Routes;
import io.vitrina.simulator.ledger.Ledger;
import io.vitrina.simulator.ledger.Money;
import io.vitrina.simulator.ledger.PaymentView;
import io.vitrina.simulator.ledger.Provider;
import io.vitrina.simulator.ledger.Refused;
import io.vitrina.simulator.ledger.Status;

/** The page on which a person pays, is declined, or goes away. */
public final class PayPage {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>%1$s (simulated)</title>
            <style>
              body { font: 16px/1.5 system-ui, sans-serif; max-width: 28rem; margin: 4rem auto; padding: 0 1rem }
              button { font: inherit; padding: .6rem 1.2rem; margin-right: .5rem }
              .sum { font-size: 2rem; margin: .5rem 0 1.5rem }
            </style></head><body>
            <p>%1$s, simulated: no money moves.</p>
            <h1>%2$s</h1>
            <p class="sum">%3$s</p>
            %4$s
            </body></html>
            """;

    private static final String BUTTONS = """
            <form method="post"><button formaction="%1$s/pay">Pay</button>
            <button formaction="%1$s/decline">Decline</button>
            <button formaction="%1$s/abandon">Abandon</button></form>
            """;

    private final Ledger ledger;
    private final Routes routes = new Routes();

    public PayPage(Ledger ledger) {
        this.ledger = ledger;
        routes.on("GET", "/pay/{id}", call -> show(require(call), ""))
                .on("POST", "/pay/{id}/pay", this::pay)
                .on("POST", "/pay/{id}/decline", this::decline)
                .on("POST", "/pay/{id}/abandon", call -> Answer.redirect(back(require(call), false)));
    }

    /** The answer to a browser's call under {@code /pay}. */
    public Answer answer(Call call) {
        try {
            return routes.answer(call).orElseGet(() -> note(404, "There is nothing to pay here."));
        } catch (Refused e) {
            return note(409, "That is not possible: " + e.getMessage() + ".");
        }
    }

    private Answer pay(Call call) {
        ledger.pay(require(call).id());
        return Answer.redirect(back(require(call), true));
    }

    /** YooKassa gives the payment up; a Stripe session stays open for another try. */
    private Answer decline(Call call) {
        PaymentView payment = ledger.decline(require(call).id(), "insufficient_funds");
        return payment.status() == Status.CANCELED
                ? Answer.redirect(back(payment, false))
                : show(payment, "<p><strong>The card was declined. Try another one.</strong></p>");
    }

    private Answer show(PaymentView payment, String note) {
        Money money = payment.terms().money();
        String actions = payment.status() == Status.OPEN
                ? BUTTONS.formatted("/pay/" + payment.id())
                : "<p>This payment is " + payment.status().name().toLowerCase() + ".</p>";
        return Answer.html(
                200,
                PAGE.formatted(
                        payment.provider() == Provider.STRIPE ? "Stripe" : "YooKassa",
                        escape(payment.terms().description()),
                        escape(money.decimal() + " " + money.currency()),
                        note + actions));
    }

    private static Answer note(int status, String text) {
        return Answer.html(status, PAGE.formatted("Payment", "Sorry", "", "<p>" + escape(text) + "</p>"));
    }

    private PaymentView require(Call call) {
        return ledger.find(call.parameter("id")).orElseThrow(() -> new Refused("there is no such payment"));
    }

    private static String back(PaymentView payment, boolean paid) {
        String cancel = payment.terms().pages().cancel();
        String success = payment.terms().pages().success();
        return (paid || cancel.isEmpty() ? success : cancel).replace("{CHECKOUT_SESSION_ID}", payment.id());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
