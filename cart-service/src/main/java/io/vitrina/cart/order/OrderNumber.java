package io.vitrina.cart.order;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * The order's name for people: short enough to read out, tells nobody how much the shop sells.
 *
 * <p>Year and month, then 50 of the id's random bits without letters that look alike: {@code 2611-7K3M9-QXT4R}. At
 * 100,000 orders a day two of one month meet once in about twenty years, and then a unique key refuses the second.
 */
final class OrderNumber {

    private static final char[] LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int HALF = 5;

    private OrderNumber() {}

    static String of(UUID id, Instant at) {
        YearMonth month = YearMonth.from(at.atOffset(ZoneOffset.UTC));
        long bits = id.getLeastSignificantBits();
        StringBuilder number =
                new StringBuilder(16).append(String.format("%02d%02d", month.getYear() % 100, month.getMonthValue()));
        for (int i = 0; i < 2 * HALF; i++) {
            if (i % HALF == 0) {
                number.append('-');
            }
            number.append(LETTERS[(int) (bits >>> (5 * i)) & 31]);
        }
        return number.toString();
    }
}
