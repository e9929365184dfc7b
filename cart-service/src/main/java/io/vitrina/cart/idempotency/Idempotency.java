package io.vitrina.cart.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.quarkus.scheduler.Scheduled;
import io.vitrina.kit.problem.Problem;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.request.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * At most one effect a key: the key's row comes first, the answer goes into it with the effect's own transaction.
 *
 * <p>A refusal that came from carrying the call out (409, 422) is an answer too and is replayed; what was no answer (the
 * catalogue or the provider away, a fault of ours) frees the key, so that a retry can succeed.
 */
@ApplicationScoped
public class Idempotency {

    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7E]{1,255}");

    /** For calls that have nothing to do in the transaction that claims the key. */
    private static final Consumer<Claim> NOTHING = claim -> {};

    private final IdempotencyStore store;
    private final ObjectMapper json;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    Idempotency(IdempotencyStore store, ObjectMapper json) {
        this.store = store;
        this.json = json;
    }

    /** As {@link #run(IdempotentCall, Consumer, Function)}, with nothing but the key to write first. */
    public StoredAnswer run(IdempotentCall call, Function<Claim, StoredAnswer> action) {
        return run(call, NOTHING, action);
    }

    /**
     * Carries the call out, or answers as the first one did.
     *
     * @param claimed runs in the transaction that claims the key
     * @param action does it, and calls {@link #complete} in its own transaction
     */
    public StoredAnswer run(IdempotentCall call, Consumer<Claim> claimed, Function<Claim, StoredAnswer> action) {
        if (call.header() == null) {
            Claim claim = new Claim(call.userId(), null, ids.generate(), 0);
            if (claimed != NOTHING) {
                store.unclaimed(claim, claimed);
            }
            return action.apply(claim);
        }
        if (!KEY.matcher(call.header()).matches()) {
            throw ProblemException.badRequest("Idempotency-Key", "must be 1 to 255 printable ASCII characters");
        }
        IdempotencyStore.Outcome outcome =
                store.claim(call.userId(), call.header(), fingerprint(call), ids.generate(), claimed);
        if (outcome.answer() != null) {
            return outcome.answer();
        }
        Claim claim = outcome.claim();
        try {
            return action.apply(claim);
        } catch (ProblemException e) {
            if (e instanceof LostClaim) {
                throw e;
            }
            if (e.kind().status() >= 500) {
                store.abandon(claim);
                throw e;
            }
            StoredAnswer refusal = StoredAnswer.first(
                    e.kind().status(), Problem.of(e, RequestId.current()).toJson(), null);
            store.complete(claim, refusal);
            return refusal;
        } catch (RuntimeException e) {
            store.abandon(claim);
            throw e;
        }
    }

    /**
     * Remembers the answer with the effect; to be called in the effect's transaction.
     *
     * @throws LostClaim when another call has taken over: the transaction must not commit
     */
    public void complete(Claim claim, StoredAnswer answer) {
        if (claim.isRemembered() && !store.complete(claim, answer)) {
            throw new LostClaim();
        }
    }

    /** A new id, growing with time. */
    public UUID newId() {
        return ids.generate();
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetOld() {
        int forgotten;
        do {
            forgotten = store.forgetOld();
        } while (forgotten == IdempotencyStore.BATCH);
    }

    private String fingerprint(IdempotentCall call) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(call.route().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(json.writeValueAsBytes(call.body()));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException("a request can't be fingerprinted", e);
        }
    }
}
