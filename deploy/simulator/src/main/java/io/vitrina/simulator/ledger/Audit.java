package io.vitrina.simulator.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of the books, for whoever compares them with a shop's.
 *
 * @param payments how many there are, by status in lower case
 * @param captures how often money was taken
 * @param captured minor units taken, by currency
 * @param refunds how many refunds took money
 * @param refunded minor units given back, by currency
 * @param chargedTwice payments whose money was taken more than once
 * @param refundsOfPayment how many refunds each refunded payment has
 */
public record Audit(
        Map<String, Integer> payments,
        int captures,
        Map<String, Long> captured,
        int refunds,
        Map<String, Long> refunded,
        List<String> chargedTwice,
        Map<String, Integer> refundsOfPayment) {

    public static Audit of(Ledger ledger) {
        Map<String, Integer> byStatus = new LinkedHashMap<>();
        Map<String, Long> captured = new LinkedHashMap<>();
        Map<String, Long> refunded = new LinkedHashMap<>();
        Map<String, Integer> refundsOfPayment = new LinkedHashMap<>();
        List<String> twice = new ArrayList<>();
        int captures = 0;
        for (PaymentView payment : ledger.all().toList()) {
            byStatus.merge(payment.status().name().toLowerCase(), 1, Integer::sum);
            captures += payment.state().captures();
            Money money = payment.terms().money();
            if (payment.status() == Status.SUCCEEDED) {
                captured.merge(money.currency(), money.minor(), Long::sum);
            }
            if (payment.state().captures() > 1) {
                twice.add(payment.id());
            }
            int count = (int)
                    payment.refunds().stream().filter(RefundView::takesMoney).count();
            if (count > 0) {
                refunded.merge(money.currency(), payment.refunded(), Long::sum);
                refundsOfPayment.put(payment.id(), count);
            }
        }
        int refunds =
                refundsOfPayment.values().stream().mapToInt(Integer::intValue).sum();
        return new Audit(byStatus, captures, captured, refunds, refunded, twice, refundsOfPayment);
    }
}
