package io.vitrina.simulator.ledger;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount.
 *
 * @param minor the provider's smallest units
 * @param currency ISO 4217, upper case
 */
public record Money(long minor, String currency) {

    /** As a decimal with the digits of the currency: {@code 19.99}, {@code 1999}, {@code 1.999}. */
    public String decimal() {
        return BigDecimal.valueOf(minor, digits(currency)).toPlainString();
    }

    /** Reads a decimal; refuses one with more or fewer digits after the point than the currency has. */
    public static Money ofDecimal(String value, String currency) {
        if (!value.matches("\\d{1,16}(\\.\\d{1,3})?")) {
            throw new IllegalArgumentException("not an amount: " + value);
        }
        BigDecimal decimal = new BigDecimal(value);
        if (decimal.scale() != digits(currency)) {
            throw new IllegalArgumentException(currency + " has " + digits(currency) + " digits after the point");
        }
        return new Money(decimal.unscaledValue().longValueExact(), currency);
    }

    private static int digits(String currency) {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }
}
