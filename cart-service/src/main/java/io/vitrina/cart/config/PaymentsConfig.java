package io.vitrina.cart.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who takes the money, and how we talk to them. */
@ConfigMapping(prefix = "vitrina.payments")
public interface PaymentsConfig {

    /** Provider of new payments: {@code mock}, {@code stripe} or {@code yookassa}. */
    @WithDefault("mock")
    String provider();

    /**
     * Whether payments that a provider marks as a test pay for goods. When unset: only where {@code vitrina.public-url} is
     * this machine's or a private network's. Elsewhere they want a review.
     */
    Optional<Boolean> acceptTest();

    /** The page a buyer comes back to after paying; a page of ours that tells the payment's state when unset. */
    Optional<URI> returnUrl();

    /** Age at which a payment that isn't final is asked for, and the first step of the waits that follow. */
    @WithDefault("60S")
    Duration pollAfter();

    /** Longest wait between two questions about one payment. */
    @WithDefault("4M")
    Duration pollAtMost();

    /** How often payments and refunds are looked for that a question is due for. */
    @WithDefault("10S")
    Duration pollEvery();

    Mock mock();

    Stripe stripe();

    Yookassa yookassa();

    /** The provider for development and tests: a page with two buttons, and a signed webhook. */
    interface Mock {

        /** Key of the HMAC over webhook bodies. Without it the mock takes no webhooks and can't be chosen. */
        Optional<String> secret();
    }

    /** Stripe, by hosted Checkout Sessions. */
    interface Stripe {

        /** Where its API is; the simulator's address in local mode. */
        @WithDefault("https://api.stripe.com")
        URI baseUrl();

        /** {@code sk_…}; without it Stripe can't be chosen. */
        Optional<String> secretKey();

        /** {@code whsec_…} of the endpoint, whole; two while one is being rolled. */
        Optional<List<String>> webhookSecrets();

        /** The API version that the wire records were written for. */
        @WithDefault("2025-09-30.clover")
        String apiVersion();

        /** How far a webhook's timestamp may be from our clock, either way. */
        @WithDefault("300S")
        Duration tolerance();
    }

    /** YooKassa, by redirect. */
    interface Yookassa {

        /** Where its API is, up to and without {@code /v3}; the simulator's address in local mode. */
        @WithDefault("https://api.yookassa.ru")
        URI baseUrl();

        /** Without shop id and secret key YooKassa can't be chosen. */
        Optional<String> shopId();

        Optional<String> secretKey();

        /** Whether notifications are taken only from {@link #allowedNetworks()}. Off for the simulator. */
        @WithDefault("true")
        boolean checkSender();

        /** Networks that YooKassa says it sends from, in CIDR form; single addresses count as networks of one. */
        @WithDefault("185.71.76.0/27,185.71.77.0/27,77.75.153.0/25,77.75.156.11,77.75.156.35,77.75.154.128/25,"
                + "2a02:5180::/32")
        List<String> allowedNetworks();
    }
}
