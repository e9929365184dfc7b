package io.vitrina.cart.payment.yookassa;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Set;

/**
 * The one place where our minor units become YooKassa's decimals and back: a dot, no separators, as many digits after
 * it as ISO 4217 gives the currency.
 */
final class YooKassaMoney {

    private static final Set<String> TAKEN =
            Set.of("RUB", "USD", "EUR", "BYN", "CNY", "KZT", "UAH", "UZS", "TRY", "INR", "MDL", "AZN", "AMD");
    /** Longest text that is looked at: more than any long needs. */
    private static final int MAX_LENGTH = 24;

    private YooKassaMoney() {}

    /** Currencies, ISO 4217, that YooKassa takes. */
    static Set<String> currencies() {
        return TAKEN;
    }

    static String toWire(long minor, String currency) {
        return BigDecimal.valueOf(minor, digits(currency)).toPlainString();
    }

    /**
     * Minor units of a decimal; trailing zeros don't matter.
     *
     * @throws ArithmeticException when it is finer than the currency, too large, or no number
     */
    static long fromWire(String value, String currency) {
        if (value.length() > MAX_LENGTH || !value.matches("-?\\d+(\\.\\d+)?")) {
            throw new ArithmeticException("not an amount");
        }
        return new BigDecimal(value).movePointRight(digits(currency)).longValueExact();
    }

    private static int digits(String currency) {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }
}
