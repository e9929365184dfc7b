package io.vitrina.gateway.route;

import io.netty.util.NetUtil;
import io.vitrina.gateway.config.ServiceName;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The addresses of one service, and which of them to try next: the least busy of those that answered lately.
 *
 * <p>An address that refuses connections is left out for a while, longer each time; so is one that takes calls and
 * answers none. When all are out, all are tried again, for an answer late is better than none. One that ends its connections while it answers well is about to stop and
 * is left out before it refuses anything.
 */
final class Upstream {

    private static final long FIRST_PAUSE_NANOS = 250_000_000L;
    private static final int MAX_DOUBLINGS = 5;

    /** A service that is about to stop says so for some two seconds; by then it is gone, or somebody else is there. */
    private static final long LEAVING_NANOS = 5_000_000_000L;

    /** So many calls in a row without an answer, and an address that takes them is as good as gone. */
    private static final int MAX_SILENCES = 3;

    /** Each further try costs somebody the whole of his patience. */
    private static final long SILENT_NANOS = 10_000_000_000L;

    private final ServiceName service;
    private final List<Address> configured;
    private volatile List<Address> addresses;

    /** What each name stood for when that was last heard. */
    private final Map<Address, List<Address>> machines = new HashMap<>();

    private final AtomicInteger turn = new AtomicInteger();

    Upstream(ServiceName service, List<URI> uris) {
        this.service = service;
        this.configured = uris.stream().map(Address::of).toList();
        this.addresses = configured;
    }

    /**
     * Looks names up again: one that stands for several machines is several addresses, each with a health of its own.
     * Blocks.
     *
     * @param names answers all numeric addresses of a name
     */
    synchronized void refresh(Resolver names) {
        List<Address> fresh = new ArrayList<>();
        for (Address named : configured) {
            List<Address> found = machines(named, names);
            fresh.addAll(found.size() > 1 ? found : List.of(named));
        }
        if (!fresh.equals(addresses)) {
            addresses = List.copyOf(fresh);
        }
    }

    private List<Address> machines(Address named, Resolver names) {
        // A certificate names its host, not the machine behind it.
        if (named.tls || NetUtil.isValidIpV4Address(named.host) || NetUtil.isValidIpV6Address(named.host)) {
            return List.of();
        }
        try {
            List<Address> before = addresses;
            List<Address> found = names.resolve(named.host).stream()
                    .sorted()
                    .map(host -> before.stream()
                            .filter(one -> one.host.equals(host) && one.port == named.port)
                            .findFirst()
                            .orElseGet(() -> new Address(host, named.port, false)))
                    .toList();
            machines.put(named, found);
            return found;
        } catch (UnknownHostException e) {
            // It is the name server that is in trouble, most likely, and not the machines.
            return machines.getOrDefault(named, List.of());
        }
    }

    ServiceName service() {
        return service;
    }

    int size() {
        return addresses.size();
    }

    /** Calls on their way to all addresses together. */
    int inFlight() {
        int sum = 0;
        for (Address address : addresses) {
            sum += address.inFlight();
        }
        return sum;
    }

    /** The address to try, not {@code not} when there is another one. */
    Address choose(Address not) {
        List<Address> known = addresses;
        if (known.size() == 1) {
            return known.getFirst();
        }
        long now = System.nanoTime();
        int start = Math.floorMod(turn.getAndIncrement(), known.size());
        Address best = null;
        for (int i = 0; i < known.size(); i++) {
            Address candidate = known.get((start + i) % known.size());
            if (candidate != not && (best == null || candidate.betterThan(best, now))) {
                best = candidate;
            }
        }
        return best;
    }

    /** Finds the machines behind a name. */
    @FunctionalInterface
    interface Resolver {

        /** All numeric addresses of it. */
        List<String> resolve(String name) throws UnknownHostException;
    }

    /** One address of a service. */
    static final class Address {

        private final String host;
        private final int port;
        private final boolean tls;
        private final AtomicInteger inFlight = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicInteger silences = new AtomicInteger();
        private volatile long outUntilNanos = System.nanoTime();

        private Address(String host, int port, boolean tls) {
            this.host = host;
            this.port = port;
            this.tls = tls;
        }

        static Address of(URI uri) {
            boolean tls = "https".equals(uri.getScheme());
            if (uri.getHost() == null || !tls && !"http".equals(uri.getScheme())) {
                throw new IllegalArgumentException("vitrina.gateway.services: not an http address: " + uri);
            }
            int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
            return new Address(uri.getHost(), port, tls);
        }

        String host() {
            return host;
        }

        int port() {
            return port;
        }

        boolean tls() {
            return tls;
        }

        int inFlight() {
            return inFlight.get();
        }

        void begin() {
            inFlight.incrementAndGet();
        }

        void end() {
            inFlight.decrementAndGet();
        }

        void reached() {
            if (failures.get() != 0) {
                failures.set(0);
                outUntilNanos = System.nanoTime();
            }
        }

        void unreachable() {
            int doublings = Math.min(failures.getAndIncrement(), MAX_DOUBLINGS);
            outUntilNanos = System.nanoTime() + (FIRST_PAUSE_NANOS << doublings);
        }

        /** It took a call and did not answer in time. */
        void silent() {
            if (silences.incrementAndGet() >= MAX_SILENCES) {
                outUntilNanos = System.nanoTime() + SILENT_NANOS;
            }
        }

        /** It answers, whatever it says. */
        void answered() {
            if (silences.get() != 0 && silences.getAndSet(0) >= MAX_SILENCES) {
                outUntilNanos = System.nanoTime();
            }
        }

        /** Answers still, and asks its callers to go elsewhere. */
        void leaving() {
            outUntilNanos = System.nanoTime() + LEAVING_NANOS;
        }

        private boolean isOut(long now) {
            return outUntilNanos - now > 0;
        }

        private boolean betterThan(Address other, long now) {
            if (isOut(now) != other.isOut(now)) {
                return !isOut(now);
            }
            return inFlight.get() < other.inFlight.get();
        }
    }
}
