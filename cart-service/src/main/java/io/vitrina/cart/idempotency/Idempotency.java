package io.vitrina.cart.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.quarkus.scheduler.Scheduled;
import io.vitrina.cart.config.CartProblems;
import io.vitrina.kit.problem.Problem;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.request.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * At most one effect a key: the key's row comes first, the answer goes into it with the effect's own transaction.
 *
 * <p>Once the call has begun, a refusal (404, 409, 422, and a provider's final no) is an answer too and is replayed,
 * wherever it came from; what the request's own form breaks is told before that, and takes no key. What was no answer (the
 * catalogue or the provider away, a fault of ours) can be tried again at once, and goes on under the same resource id: the
 * first try may have had its effect.
 */
@ApplicationScoped
public class Idempotency {

    /** In the contract. */
    public static final String KEY_RULES = "1 to 255 printable ASCII characters. A repeat with the same body within 24"
            + " hours is answered as the first call was, byte for byte, with `Idempotent-Replayed: true`: refusals too,"
            + " once the call has begun; a request that is malformed or breaks a rule by itself (400, 422) takes no key, and"
            + " after 5xx (save a provider's 502) the same call goes on where it stopped. Another body: 422. Still in progress: 409";

    public static final String KEY_HEADER = "Idempotency-Key";

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

    /**
     * The key of a call; null when there is none. An empty one is none of the allowed, and not the same as none: a
     * {@code HeaderParam} doesn't tell them apart, and whoever sends it believes to be safe from doing it twice.
     */
    public static String keyIn(HttpHeaders headers) {
        return headers.getHeaderString(KEY_HEADER);
    }

    /** As {@link #run(IdempotentCall, Consumer, Function)}, with nothing but the key to write first. */
    public StoredAnswer run(IdempotentCall call, Function<Claim, StoredAnswer> action) {
        return run(call, NOTHING, action);
    }

    /**
     * Carries the call out, or answers as the first one did.
     *
     * @param claimed runs in the transaction that claims the key; what it refuses leaves nothing but the refusal
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
        String fingerprint = fingerprint(call);
        AtomicReference<ProblemException> refused = new AtomicReference<>();
        IdempotencyStore.Outcome outcome;
        try {
            outcome = store.claim(call.userId(), call.header(), fingerprint, ids.generate(), noting(refused, claimed));
        } catch (ProblemException e) {
            // Not what the store itself says of the key: that is about this call only.
            if (e != refused.get() || !isFinal(e)) {
                throw e;
            }
            return refuse(call, fingerprint, refusal(e));
        }
        if (outcome.answer() != null) {
            return outcome.answer();
        }
        return carryOut(outcome.claim(), action);
    }

    private StoredAnswer carryOut(Claim claim, Function<Claim, StoredAnswer> action) {
        try {
            return action.apply(claim);
        } catch (LostClaim e) {
            throw e;
        } catch (ProblemException e) {
            if (!isFinal(e)) {
                store.free(claim);
                throw e;
            }
            StoredAnswer refusal = refusal(e);
            store.complete(claim, refusal);
            return refusal;
        } catch (RuntimeException e) {
            store.free(claim);
            throw e;
        }
    }

    private static Consumer<Claim> noting(AtomicReference<ProblemException> refused, Consumer<Claim> claimed) {
        return claim -> {
            try {
                claimed.accept(claim);
            } catch (ProblemException e) {
                refused.set(e);
                throw e;
            }
        };
    }

    /** The claim was rolled back with all it began: the refusal takes the key anew, unless another call has answered. */
    private StoredAnswer refuse(IdempotentCall call, String fingerprint, StoredAnswer refusal) {
        StoredAnswer other = store.claim(
                        call.userId(),
                        call.header(),
                        fingerprint,
                        ids.generate(),
                        claim -> store.complete(claim, refusal))
                .answer();
        return other == null ? refusal : other;
    }

    /** Whether the same call would be refused again: not when something was away or went wrong. */
    private static boolean isFinal(ProblemException e) {
        return e.kind().status() < 500 || e.kind() == CartProblems.PAYMENT_REFUSED;
    }

    private static StoredAnswer refusal(ProblemException e) {
        return StoredAnswer.first(
                e.kind().status(), Problem.of(e, RequestId.current()).toJson(), null);
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
