package io.vitrina.cart.payment;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A payment as its provider tells it.
 *
 * @param id the provider's id, the one that {@link PaymentGateway#fetch(String)} takes; null where it was not asked
 * @param state in our words
 * @param amountMinor what the buyer pays or paid, minor units; negative when what the provider says is no such number
 * @param currency ISO 4217, upper case
 * @param ourPaymentId our payment id as the provider keeps it; null when it has none
 * @param redirectUrl where the buyer pays; null when there is nothing to pay any more
 * @param expiresAt when the provider gives up; null when unknown
 * @param failureCode the provider's reason, for {@link State#CANCELED}; else null
 * @param test whether no real money moves
 */
public record ProviderPayment(
        String id,
        State state,
        long amountMinor,
        String currency,
        String ourPaymentId,
        URI redirectUrl,
        Instant expiresAt,
        String failureCode,
        boolean test) {

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /** Order of the constants is order of progress; the last two are both final. */
    public enum State {
        /** Open, nothing paid. */
        PENDING,
        /** The buyer has done his part, the money is on its way. */
        PROCESSING,
        /** The money is held, and waits to be taken. */
        AUTHORIZED,
        /** The money is ours. */
        SUCCEEDED,
        /** Ended without money: declined, expired or cancelled. */
        CANCELED
    }

    /** Of an order that costs nothing, at a provider that takes no 0: paid without asking it, which then knows none. */
    static ProviderPayment ofNothing(UUID paymentId, String currency) {
        return new ProviderPayment(null, State.SUCCEEDED, 0, currency, paymentId.toString(), null, null, null, false);
    }

    /** Whether amount and currency can be written down. */
    boolean isReadable() {
        return amountMinor >= 0 && CURRENCY.matcher(currency).matches();
    }
}
