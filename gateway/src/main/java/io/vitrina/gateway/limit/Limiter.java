package io.vitrina.gateway.limit;

import io.vitrina.gateway.config.GatewayConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says whether a client may make one more call: counted in Redis by all gateways, or in this one's memory. */
@Singleton
public class Limiter {

    private final boolean enabled;
    private final Rule general;
    private final Rule credentials;
    private final String generalPolicy;
    private final String credentialPolicy;
    private final LocalBuckets localGeneral;
    private final LocalBuckets localCredentials;

    /** Null when this gateway is the only one. */
    private final SharedBuckets shared;

    @Inject
    Limiter(GatewayConfig config) {
        GatewayConfig.RateLimit limits = config.rateLimit();
        this.enabled = limits.enabled();
        this.general = Rule.general(limits);
        this.credentials = Rule.credentials(limits);
        this.generalPolicy = general.policy();
        this.credentialPolicy = credentials.policy() + ", " + general.policy();
        this.localGeneral = new LocalBuckets(general, limits.maxClients());
        this.localCredentials = new LocalBuckets(credentials, limits.maxClients());
        this.shared = enabled && config.redis().url().isPresent() ? new SharedBuckets(config.redis()) : null;
    }

    @PreDestroy
    void close() {
        if (shared != null) {
            shared.close();
        }
    }

    public boolean enabled() {
        return enabled;
    }

    /** Whether {@link #ask} is to be used now, rather than {@link #decide}. */
    public boolean isShared() {
        return shared != null && shared.ready();
    }

    /** Decides by this gateway's own memory, at once. */
    public Decision decide(Caller caller) {
        Verdict verdict = localGeneral.take(caller.client());
        return verdict.allowed() && caller.credential()
                ? decision(verdict, localCredentials.take(caller.address()))
                : new Decision(verdict, generalPolicy, verdict.header());
    }

    /** Decides by what all gateways have counted; by this one's own memory when that can't be had. */
    public CompletionStage<Decision> ask(Caller caller) {
        return shared.take(general, caller.client())
                .thenCompose(verdict -> verdict.allowed() && caller.credential()
                        ? shared.take(credentials, caller.address()).thenApply(strict -> decision(verdict, strict))
                        : CompletableFuture.completedFuture(new Decision(verdict, generalPolicy, verdict.header())))
                .exceptionally(ignored -> decide(caller));
    }

    private Decision decision(Verdict usual, Verdict strict) {
        return new Decision(strict, credentialPolicy, strict.header() + ", " + usual.header());
    }

    /**
     * Who calls.
     *
     * @param client the signed-in user where it is known, else the address
     * @param address the network the call came from
     * @param credential whether the call tries a password, a code or a token
     */
    public record Caller(String client, String address, boolean credential) {}

    /**
     * Whether a call may go on.
     *
     * @param verdict of the strictest rule that was asked
     * @param policies the {@code RateLimit-Policy} header
     * @param limits the {@code RateLimit} header
     */
    public record Decision(Verdict verdict, String policies, String limits) {}
}
