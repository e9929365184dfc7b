package io.vitrina.auth.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything of the auth service that a shop may want otherwise. */
@ConfigMapping(prefix = "vitrina.auth")
public interface AuthConfig {

    /** Whether a user must have proved the e-mail address before the first login. */
    @WithDefault("optional")
    Verification verification();

    /** Whether admins need a second factor: without it their tokens carry no admin role. */
    @WithDefault("optional")
    Requirement adminTotp();

    /** What new password hashes are made with; the others are still accepted, and upgraded at login. */
    @WithDefault("argon2id")
    PasswordHash passwordHash();

    /**
     * Server secret from which codes and reset tokens are computed and second factors sealed; at least 32 characters.
     * Absent: the file {@code pepper} beside the signing keys.
     */
    Optional<String> pepper();

    Argon2 argon2();

    Bcrypt bcrypt();

    Hashing hashing();

    Sessions sessions();

    Throttle throttle();

    Codes codes();

    PasswordReset passwordReset();

    Mail mail();

    Keys keys();

    Admin admin();

    Audit audit();

    Revocations revocations();

    Sweep sweep();

    /** Services that may ask for tokens, by client id. */
    Map<String, Client> clients();

    enum Verification {
        OPTIONAL,
        REQUIRED
    }

    enum Requirement {
        OPTIONAL,
        REQUIRED
    }

    enum PasswordHash {
        ARGON2ID,
        BCRYPT
    }

    /** Cost of Argon2id; a hash that is cheaper than this is made anew at the next login. */
    interface Argon2 {

        /** Memory, KiB. */
        @WithDefault("19456")
        int memory();

        /** Passes over the memory. */
        @WithDefault("2")
        int iterations();

        /** Lanes. */
        @WithDefault("1")
        int parallelism();
    }

    /** Cost of bcrypt, where it was asked for. */
    interface Bcrypt {

        /** Binary logarithm of the rounds, 4..31. */
        @WithDefault("12")
        int cost();
    }

    /** The bounded pool on which passwords are hashed. */
    interface Hashing {

        /** Threads; as many as there are cores when absent. */
        Optional<Integer> threads();

        /** How many may wait for a thread; the next is answered 503 at once. */
        @WithDefault("50")
        int queue();
    }

    /** How long sessions and their tokens live. */
    interface Sessions {

        /** Life of an access token. */
        @WithDefault("PT10M")
        Duration accessToken();

        /** A session ends when it wasn't refreshed for this long. */
        @WithDefault("P30D")
        Duration idle();

        /** A session ends this long after login, however busy. */
        @WithDefault("P90D")
        Duration absolute();

        /** How long after a rotation the spent token still answers with the same successor. */
        @WithDefault("PT30S")
        Duration grace();

        /** Living sessions a user may have; the one unused for longest makes room. */
        @WithDefault("20")
        int maxPerUser();
    }

    /** Guessing passwords of one account. */
    interface Throttle {

        /** Failures within the window after which the account's logins are refused. */
        @WithDefault("5")
        int failures();

        /** Failures older than this are forgotten. */
        @WithDefault("PT15M")
        Duration window();

        /** The first refusal lasts this long; each further failure doubles it. */
        @WithDefault("PT1M")
        Duration firstBlock();

        /** No refusal lasts longer. */
        @WithDefault("PT1H")
        Duration longestBlock();
    }

    /** Codes that prove an e-mail address. */
    interface Codes {

        /** A code is good for this long after it was mailed. */
        @WithDefault("PT15M")
        Duration life();

        /** Wrong tries after which a code is dead. */
        @WithDefault("5")
        int tries();

        /** Shortest time between two mails of one kind to one account. */
        @WithDefault("PT1M")
        Duration cooldown();

        /** Mails of one kind to one account in an hour. */
        @WithDefault("5")
        int perHour();
    }

    /** Links that set a new password. */
    interface PasswordReset {

        /** The page that takes the token, as a user's browser reaches it; {@code ?token=…} is added. */
        URI url();

        /** A link is good for this long after it was mailed. */
        @WithDefault("PT30M")
        Duration life();
    }

    /** Letters. */
    interface Mail {

        /** Language of a letter when the client names none of ours: {@code ru} or {@code en}. */
        @WithDefault("ru")
        String defaultLanguage();

        /** Name of the shop, as letters write it. */
        @WithDefault("Vitrina")
        String shopName();

        /** How long a letter is tried again while the mail server refuses. */
        @WithDefault("PT24H")
        Duration retryFor();

        /** Longest wait between two tries. */
        @WithDefault("PT30S")
        Duration longestBackoff();

        /** How often the outbox is looked at. */
        @WithDefault("1s")
        String every();

        /** Longest wait for the mail server to take one letter. */
        @WithDefault("PT15S")
        Duration timeout();
    }

    /** The keys that sign tokens: a directory of PEM files, {@code <kid>.pem}. */
    interface Keys {

        /** The directory; its changes are seen without a restart. */
        Path directory();

        /** Id of the key that signs; absent: the newest one that has been published long enough. */
        Optional<String> active();

        /** Whether a first key is made when the directory holds none, and later ones when a rotation is asked for. */
        boolean generate();

        /** How long a key is published before it signs. The JWKS may be kept for half of it, so that everybody has it. */
        @WithDefault("PT10M")
        Duration publishBefore();

        /** How often the directory is looked at. */
        @WithDefault("2s")
        String reload();

        /** How long a key stays published after it signed last: longer than an access token lives. */
        @WithDefault("PT12M")
        Duration retireAfter();
    }

    /** The first admin, made at start when there is none. */
    interface Admin {

        /** E-mail address; without it no admin is made. */
        Optional<String> email();

        /** Password; must follow the rules for passwords in the production profile. */
        Optional<String> password();

        /** Phone, {@code +7} and ten digits. */
        @WithDefault("+70000000000")
        String phone();
    }

    /** The log of authentication decisions. */
    interface Audit {

        /** How long events are kept; never less than 90 days. */
        @WithDefault("P400D")
        Duration retention();
    }

    /** Tokens that are refused before they end. */
    interface Revocations {

        /** How often the ones of other replicas are looked for. */
        @WithDefault("2s")
        String every();
    }

    /** Clearing away what is over. */
    interface Sweep {

        /** How often. */
        @WithDefault("60s")
        String every();
    }

    /** A service that may ask for tokens. */
    interface Client {

        /** Its secret, or {@code sha256:} and the hex digest of it. */
        String secret();

        /** What its tokens may do. */
        Optional<Set<String>> scopes();
    }
}
