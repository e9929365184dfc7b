package io.vitrina.acceptance.bench;

import io.vitrina.acceptance.client.Customer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Logins beside bare Argon2id, refreshes, the keys during a flood of logins, and what checking a token costs. */
final class AuthBench implements Bench.Run {

    private static final int ACCOUNTS = 40;
    private static final int MEMORY_KIB = 19_456;
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final Duration WARMUP = Duration.ofSeconds(15);

    @Override
    public void run(BenchShop shop, Options options, Report report) throws Exception {
        Duration seconds = options.seconds(10);
        List<Customer> accounts = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts.add(Customer.register(shop.client()));
        }
        double bare = bareHashes(seconds);
        report.line("Argon2id alone (m=19456, t=2, p=1), " + CORES + " threads", "%,.1f/s".formatted(bare));
        logins(shop, accounts, seconds, bare, report);
        refreshes(shop, accounts, seconds, options.connections(32), report);
        verification(report);
    }

    private static double bareHashes(Duration seconds) {
        AtomicLong hashes = new AtomicLong();
        long warm = System.nanoTime() + WARMUP.toNanos();
        long end = warm + seconds.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CORES; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                    hash();
                    if (now >= warm) {
                        hashes.incrementAndGet();
                    }
                }
            }));
        }
        threads.forEach(thread -> {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return hashes.get() / (seconds.toNanos() / 1e9);
    }

    private static void hash() {
        Argon2BytesGenerator argon = new Argon2BytesGenerator();
        argon.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(2)
                .withParallelism(1)
                .withSalt(new byte[16])
                .build());
        argon.generateBytes(Customer.PASSWORD.toCharArray(), new byte[32]);
    }

    private static void logins(BenchShop shop, List<Customer> accounts, Duration seconds, double bare, Report report) {
        Requests requests = new Requests(shop.gateway());
        List<byte[]> logins = accounts.stream()
                .map(account -> requests.post(
                        "/api/v1/auth/login",
                        "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(account.email(), account.password())))
                .toList();
        Requests toAuth = new Requests(shop.auth());
        byte[] keys = toAuth.get("/.well-known/jwks.json");
        AtomicLong turn = new AtomicLong();
        CompletableFuture<Figures> flood =
                CompletableFuture.supplyAsync(() -> new Load(shop.gateway(), 2 * CORES + 4, WARMUP, seconds)
                        .run(worker -> connection -> connection
                                .exchange(logins.get((int) (turn.getAndIncrement() % logins.size())))
                                .status()));
        Figures jwks = new Load(shop.auth(), 8, Duration.ZERO, WARMUP.plus(seconds))
                .atRate(50, worker -> connection -> connection.exchange(keys).status());
        Figures figures = flood.join();
        report.run("logins through the gateway", figures);
        report.atLeast("  as a share of bare Argon2id", 100 * figures.perSecond() / bare, 90, "%");
        report.run("the public keys at 50/s meanwhile", jwks);
        report.atMost("  p99", jwks.millis(99), 20, "ms");
    }

    private static void refreshes(
            BenchShop shop, List<Customer> accounts, Duration seconds, int connections, Report report) {
        Requests requests = new Requests(shop.gateway());
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Customer account = accounts.get(i % accounts.size());
            tokens.add(Customer.login(shop.client(), account.email(), account.password())
                    .refreshToken());
        }
        Figures figures = new Load(shop.gateway(), connections, WARMUP, seconds).run(worker -> {
            String[] token = {tokens.get(worker)};
            return connection -> {
                Reply reply = connection
                        .exchange(requests.post("/api/v1/auth/refresh", "{\"refresh_token\":\"" + token[0] + "\"}"))
                        .expect(200);
                token[0] = reply.text("refresh_token");
                return reply.status();
            };
        });
        report.run("refreshes through the gateway", figures);
        report.atLeast("  a second", figures.perSecond(), 1_000, "/s");
    }

    /** The signature is nearly all of it; the rest of a check reads some 900 characters of JSON. */
    private static void verification(Report report) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        byte[] token = new byte[800];
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(keys.getPrivate());
        signer.update(token);
        byte[] signature = signer.sign();
        verify(keys.getPublic(), token, signature, 20_000);
        int rounds = 20_000;
        long begin = System.nanoTime();
        verify(keys.getPublic(), token, signature, rounds);
        double micros = (System.nanoTime() - begin) / 1e3 / rounds;
        report.line("checking one RS256 signature (2048 bits)", "%.1f µs on one core".formatted(micros));
    }

    private static void verify(PublicKey key, byte[] token, byte[] signature, int rounds) throws Exception {
        for (int i = 0; i < rounds; i++) {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(token);
            if (!verifier.verify(signature)) {
                throw new IllegalStateException("a good signature was refused");
            }
        }
    }
}
