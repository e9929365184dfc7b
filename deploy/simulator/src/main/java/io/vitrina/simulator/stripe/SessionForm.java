package io.vitrina.simulator.stripe;

import io.vitrina.simulator.ledger.Money;
import io.vitrina.simulator.ledger.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form that opens a Checkout Session, checked as strictly as Stripe does. */
final class SessionForm {

    private static final Duration SHORTEST = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Pattern METADATA = Pattern.compile("metadata\\[([^]]{1,40})]");
    private static final Pattern INTENT_METADATA = Pattern.compile("payment_intent_data\\[metadata]\\[([^]]{1,40})]");
    private static final List<Pattern> KNOWN = List.of(
            METADATA,
            INTENT_METADATA,
            Pattern.compile("mode|client_reference_id|success_url|cancel_url|expires_at|customer_email|locale"),
            Pattern.compile("payment_method_types\\[\\d*]|payment_intent_data\\[(description|capture_method)]"),
            Pattern.compile("line_items\\[\\d+]\\[quantity]"),
            Pattern.compile("line_items\\[\\d+]\\[price_data]\\[(currency|unit_amount)]"),
            Pattern.compile("line_items\\[\\d+]\\[price_data]\\[product_data]\\[(name|description)]"));

    private final Map<String, String> fields;

    SessionForm(Map<String, String> fields) {
        this.fields = fields;
    }

    /** The terms it asks for; a message for people when something is wrong with it. */
    Terms terms(Instant now) {
        for (String name : fields.keySet()) {
            if (KNOWN.stream().noneMatch(known -> known.matcher(name).matches())) {
                throw new IllegalArgumentException("Received unknown parameter: " + name);
            }
        }
        if (!"payment".equals(fields.get("mode"))) {
            throw new IllegalArgumentException("Only mode=payment is simulated");
        }
        return new Terms(
                total(),
                metadata(),
                fields.getOrDefault("client_reference_id", ""),
                require("line_items[0][price_data][product_data][name]"),
                new Terms.Pages(require("success_url"), fields.getOrDefault("cancel_url", "")),
                !"manual".equals(fields.get("payment_intent_data[capture_method]")),
                expiry(now));
    }

    private Money total() {
        String currency = require("line_items[0][price_data][currency]");
        if (!currency.equals(currency.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("Invalid currency: " + currency);
        }
        Currency known = Currency.getInstance(currency.toUpperCase(Locale.ROOT));
        long total = 0;
        for (int i = 0; fields.containsKey("line_items[" + i + "][quantity]"); i++) {
            String line = "line_items[" + i + "]";
            long quantity = positive(line + "[quantity]");
            total = Math.addExact(total, Math.multiplyExact(quantity, positive(line + "[price_data][unit_amount]")));
        }
        if (known.getDefaultFractionDigits() == 3 && total % 10 != 0) {
            throw new IllegalArgumentException("The last digit must be 0 in a three-decimal currency");
        }
        return new Money(total, known.getCurrencyCode());
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            Matcher session = METADATA.matcher(name);
            Matcher intent = INTENT_METADATA.matcher(name);
            if (session.matches()) {
                metadata.put(session.group(1), value);
            } else if (intent.matches()) {
                metadata.put(StripeJson.INTENT + intent.group(1), value);
            }
        });
        return metadata;
    }

    private Instant expiry(Instant now) {
        if (!fields.containsKey("expires_at")) {
            return now.plus(LONGEST);
        }
        Instant expiry = Instant.ofEpochSecond(positive("expires_at"));
        // Stripe counts whole seconds.
        if (expiry.isBefore(now.plus(SHORTEST).minusSeconds(1)) || expiry.isAfter(now.plus(LONGEST))) {
            throw new IllegalArgumentException("expires_at must be 30 minutes to 24 hours from now");
        }
        return expiry;
    }

    private long positive(String name) {
        String value = require(name);
        if (!value.matches("[1-9]\\d{0,17}")) {
            throw new IllegalArgumentException("Invalid positive integer: " + name);
        }
        return Long.parseLong(value);
    }

    private String require(String name) {
        String value = fields.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("Missing required param: " + name);
        }
        return value;
    }
}
