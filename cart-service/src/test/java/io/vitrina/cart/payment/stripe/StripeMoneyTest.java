package io.vitrina.cart.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeMoneyTest {

    private static final long SEED = 20_261_120;
    private static final int DRAWS = 1_000_000;

    @ParameterizedTest
    @CsvSource({"1999,USD,1999", "500,JPY,500", "5120,KWD,5120", "5,ISK,500", "7,UGX,700", "500,MGA,5"})
    void speaksStripesUnits(long minor, String currency, long wire) {
        assertThat(StripeMoney.toWire(minor, currency)).isEqualTo(wire);
        assertThat(StripeMoney.fromWire(wire, currency)).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource({"5124,KWD", "501,MGA"})
    void refusesWhatStripeCanNotChargeExactly(long minor, String currency) {
        assertThatThrownBy(() -> StripeMoney.toWire(minor, currency)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void refusesHalfAKrona() {
        assertThatThrownBy(() -> StripeMoney.fromWire(150, "ISK")).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void readsBackWhatItSent() {
        Random random = new Random(SEED);
        List<String> currencies = StripeMoney.currencies().stream().sorted().toList();
        for (int i = 0; i < DRAWS; i++) {
            String currency = currencies.get(random.nextInt(currencies.size()));
            long minor = random.nextLong(1, 1_000_000_000_000L) * step(currency);
            String sent = Long.toString(StripeMoney.toWire(minor, currency));
            assertThat(StripeMoney.fromWire(Long.parseLong(sent), currency))
                    .as("seed %d, draw %d, %d %s", SEED, i, minor, currency)
                    .isEqualTo(minor);
        }
    }

    @Test
    void knowsEveryCurrencyItSaysItTakes() {
        assertThat(StripeMoney.currencies())
                .hasSizeGreaterThan(120)
                .allSatisfy(code -> assertThat(Currency.getInstance(code).getDefaultFractionDigits())
                        .isBetween(0, 3));
    }

    private static int step(String currency) {
        return currency.equals("MGA") ? 100 : Currency.getInstance(currency).getDefaultFractionDigits() == 3 ? 10 : 1;
    }
}
