package io.vitrina.cart.mail;

import io.quarkus.qute.TemplateData;
import io.vitrina.cart.order.OrderResponse;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;

/** An order as mail tells it: amounts as people write them. */
@TemplateData
record MailOrder(String number, List<Line> lines, String total, String currency, String expiresAt) {

    /** One product. */
    @TemplateData
    record Line(String name, int quantity, String total) {}

    static MailOrder of(OrderResponse order) {
        return new MailOrder(
                order.number(),
                order.items().stream()
                        .map(line -> new Line(line.name(), line.quantity(), amount(line.lineTotal(), order.currency())))
                        .toList(),
                amount(order.total(), order.currency()),
                order.currency(),
                order.expiresAt().toString());
    }

    private static String amount(long minor, String currency) {
        return BigDecimal.valueOf(
                        minor, Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits()))
                .toPlainString();
    }
}
