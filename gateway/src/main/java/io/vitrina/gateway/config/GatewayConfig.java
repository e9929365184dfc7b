package io.vitrina.gateway.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be set about the gateway; address and port are {@code quarkus.http.host} and {@code quarkus.http.port}. */
@ConfigMapping(prefix = "vitrina.gateway")
public interface GatewayConfig {

    /** Where the services are. */
    Services services();

    /** Where each service tells whether it is ready. */
    Readiness readiness();

    /** How often a client may call. */
    RateLimit rateLimit();

    /** Where several gateways count together; without it each counts for itself. */
    Redis redis();

    /** Which pages of other sites may call the shop from a browser. */
    Cors cors();

    /** How long things may take. */
    Timeouts timeouts();

    /** How large things may be. */
    Sizes sizes();

    /** What is kept of public catalogue reads. */
    EdgeCaching cache();

    /**
     * Networks (CIDR, IPv4 or IPv6) of the proxies in front of this gateway. Only what they add to {@code
     * X-Forwarded-For} is believed; without any, the client is whoever opened the connection.
     */
    Optional<List<String>> trustedProxies();

    /** With a certificate the gateway speaks TLS only. */
    Optional<Tls> tls();

    /** Addresses of the services: one URL, or several separated by commas. */
    interface Services {

        /** Users, sessions, keys. */
        @WithDefault("http://127.0.0.1:8001")
        List<URI> auth();

        /** Categories, products, pictures. */
        @WithDefault("http://127.0.0.1:8002")
        List<URI> catalog();

        /** Carts, orders, payments. */
        @WithDefault("http://127.0.0.1:8003")
        List<URI> cart();

        /** Connections this gateway keeps open to one address, for each of its event loops. */
        @WithDefault("64")
        int connections();
    }

    /** Readiness URLs; without one it is {@code /q/health/ready} on the service's own port + 90. */
    interface Readiness {

        /** Of the auth service. */
        Optional<URI> auth();

        /** Of the catalog service. */
        Optional<URI> catalog();

        /** Of the cart service. */
        Optional<URI> cart();

        /** How long a service may take to tell, before it counts as down. */
        @WithDefault("2S")
        Duration timeout();
    }

    /** Token buckets, one a client. */
    interface RateLimit {

        /** False switches all limits off, for load tests. */
        @WithDefault("true")
        boolean enabled();

        /** Calls a second a client may make in the long run. */
        @WithDefault("100")
        int requestsPerSecond();

        /** Calls a client may make at once after a pause. */
        @WithDefault("200")
        int burst();

        /** Calls a minute from one address that try a credential (login, register, refresh, codes), together. */
        @WithDefault("10")
        int credentialsPerMinute();

        /** Clients remembered at most; beyond, the ones unseen for longest are forgotten. */
        @WithDefault("100000")
        int maxClients();
    }

    /** Times; all counted by this gateway's own clock. */
    interface Timeouts {

        /** Until a connection to a service stands. */
        @WithDefault("1S")
        Duration connect();

        /** Until a service begins its answer. */
        @WithDefault("10S")
        Duration upstream();

        /** The same for the import of products, which answers when all rows are in. */
        @WithDefault("10M")
        Duration bulk();

        /** Until a client's connection without traffic is closed. */
        @WithDefault("3M")
        Duration idle();

        /** Until the head of a request must be complete. */
        @WithDefault("10S")
        Duration head();

        /** Until the body of a request must be there; a long one has more, by {@code sizes.body-rate}. */
        @WithDefault("10S")
        Duration body();

        /** How long calls in flight may take when the gateway stops. */
        @WithDefault("10S")
        Duration stop();
    }

    /** Sizes in bytes. */
    interface Sizes {

        /** Of a body. */
        @WithDefault("1M")
        MemorySize body();

        /** Of the body of a product import. */
        @WithDefault("64M")
        MemorySize importBody();

        /** Of a picture of a product. */
        @WithDefault("5M")
        MemorySize imageBody();

        /** Of a body that a client must send in a second, on average, once {@code timeouts.body} is over. */
        @WithDefault("16K")
        MemorySize bodyRate();

        /** Of all request headers together. */
        @WithDefault("20K")
        MemorySize headers();

        /** Of the path with its query. */
        @WithDefault("4K")
        MemorySize uri();
    }

    /** Files in PEM, read at start. */
    interface Tls {

        /** The certificate with its chain. */
        Path certificate();

        /** The private key, PKCS#8. */
        Path key();
    }

    /** How long an answer is kept is told by the catalog; here is how many, and what happens while it is away. */
    interface EdgeCaching {

        /** False passes every read on. */
        @WithDefault("true")
        boolean enabled();

        /** Bytes that all answers together may take. */
        @WithDefault("64M")
        MemorySize maxSize();

        /** Bytes that one answer may have; larger ones are streamed past the cache. */
        @WithDefault("1M")
        MemorySize maxAnswer();

        /** How old an answer may be that is given out while the catalog fails. */
        @WithDefault("5M")
        Duration staleIfError();
    }

    /** A Redis 7 that all gateways of a shop share. */
    interface Redis {

        /** As {@code redis://[:password@]host:port/database}, or {@code rediss://} under TLS. */
        Optional<String> url();

        /** How long it may take to count a call; then this gateway counts for itself. */
        @WithDefault("50MS")
        Duration timeout();

        /** How long it is left alone after it failed. */
        @WithDefault("1S")
        Duration pause();
    }

    /** Cross-origin calls; none are allowed unless origins are named. */
    interface Cors {

        /** Origins as {@code https://shop.example}, each spelled out; there is no wildcard. */
        Optional<Set<String>> origins();

        /** How long a browser may remember the permission. */
        @WithDefault("10M")
        Duration maxAge();
    }
}
