package io.vitrina.cart.payment.stripe;

import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one place where our minor units become Stripe's and back.
 *
 * <p>Ours follow ISO 4217. Stripe's do too, but for a few currencies that its documentation of currencies names: some
 * with other exponents, and those with three digits, whose last must be 0.
 */
final class StripeMoney {

    private static final Set<String> TAKEN = currencies("""
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CLP CNY
            COP CRC CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR
            ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK
            MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SEK SGD
            SHP SLE SOS SRD SZL THB TJS TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VND VUV WST XAF XCD XOF XPF YER ZAR
            ZMW""");

    /** Without decimals in ISO 4217, with two at Stripe for compatibility; they must be 00. */
    private static final Set<String> PADDED = Set.of("ISK", "UGX");

    /** With two decimals in ISO 4217, with none at Stripe. */
    private static final String ARIARY = "MGA";

    private static final int HUNDRED = 100;
    private static final int TEN = 10;

    private StripeMoney() {}

    /** Currencies, ISO 4217, that Stripe charges in. */
    static Set<String> currencies() {
        return TAKEN;
    }

    /**
     * Ours as Stripe's.
     *
     * @throws ArithmeticException when Stripe can't charge this amount exactly
     */
    static long toWire(long minor, String currency) {
        if (PADDED.contains(currency)) {
            return Math.multiplyExact(minor, HUNDRED);
        }
        if (currency.equals(ARIARY)) {
            return exactly(minor, HUNDRED) / HUNDRED;
        }
        return Currency.getInstance(currency).getDefaultFractionDigits() == 3 ? exactly(minor, TEN) : minor;
    }

    /**
     * Stripe's as ours.
     *
     * @throws ArithmeticException when it is no whole number of ours
     */
    static long fromWire(long wire, String currency) {
        if (PADDED.contains(currency)) {
            return exactly(wire, HUNDRED) / HUNDRED;
        }
        return currency.equals(ARIARY) ? Math.multiplyExact(wire, HUNDRED) : wire;
    }

    private static long exactly(long amount, int step) {
        if (amount % step != 0) {
            throw new ArithmeticException("not a multiple of " + step);
        }
        return amount;
    }

    private static Set<String> currencies(String codes) {
        return Stream.of(codes.split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }
}
