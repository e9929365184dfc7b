package io.vitrina.cart.payment.yookassa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YooKassaMoneyTest {

    private static final long SEED = 20_261_120;
    private static final int DRAWS = 1_000_000;

    /** With 2, 0 and 3 digits after the point. */
    private static final List<String> CURRENCIES = List.of("RUB", "JPY", "KWD");

    @ParameterizedTest
    @CsvSource({
        "199900,RUB,1999.00",
        "1,RUB,0.01",
        "500,JPY,500",
        "5124,KWD,5.124",
        "9223372036854775807,RUB,92233720368547758.07"
    })
    void writesADotAndTheDigitsOfTheCurrency(long minor, String currency, String wire) {
        assertThat(YooKassaMoney.toWire(minor, currency)).isEqualTo(wire);
        assertThat(YooKassaMoney.fromWire(wire, currency)).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource({"500.00,JPY,500", "5.1200,RUB,512", "7,RUB,700"})
    void readsOtherWaysToWriteTheSame(String wire, String currency, long minor) {
        assertThat(YooKassaMoney.fromWire(wire, currency)).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource({"1.999,RUB", "1e3,RUB", "'1,99',RUB", "'',RUB", "0x1,RUB", "99999999999999999999,RUB", "1.5,JPY"})
    void refusesWhatIsNoWholeNumberOfMinorUnits(String wire, String currency) {
        assertThatThrownBy(() -> YooKassaMoney.fromWire(wire, currency)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void readsBackWhatItSent() {
        Random random = new Random(SEED);
        for (int i = 0; i < DRAWS; i++) {
            String currency = CURRENCIES.get(i % CURRENCIES.size());
            long minor = random.nextLong(1, 1_000_000_000_000L);
            String sent = YooKassaMoney.toWire(minor, currency);
            assertThat(YooKassaMoney.fromWire(sent, currency))
                    .as("seed %d, draw %d, %d %s", SEED, i, minor, currency)
                    .isEqualTo(minor);
        }
    }
}
