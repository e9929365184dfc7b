package io.vitrina.auth.token;

import io.vitrina.auth.audit.AuditKind;
import io.vitrina.auth.audit.AuditLog;
import io.vitrina.auth.database.Bounded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Gives services their tokens. */
@Bounded
@ApplicationScoped
public class ServiceTokenService {

    private final ServiceClients clients;
    private final AccessTokenIssuer issuer;
    private final AuditLog audit;

    ServiceTokenService(ServiceClients clients, AccessTokenIssuer issuer, AuditLog audit) {
        this.clients = clients;
        this.issuer = issuer;
        this.audit = audit;
    }

    /** Why a client gets no token, in the words of RFC 6749. */
    enum Refusal {
        INVALID_CLIENT,
        INVALID_SCOPE
    }

    /** A token, or why there is none. */
    record Outcome(ServiceTokenResponse token, Refusal refusal) {}

    /** Asked for nothing, a client gets all of its scopes. */
    @Transactional
    Outcome issue(String clientId, String secret, Set<String> asked) {
        Optional<Set<String>> allowed = clients.authenticate(clientId, secret);
        if (allowed.isEmpty()) {
            audit.recordClient(AuditKind.SERVICE_TOKEN_REFUSED, null);
            return new Outcome(null, Refusal.INVALID_CLIENT);
        }
        if (!allowed.get().containsAll(asked)) {
            audit.recordClient(AuditKind.SERVICE_TOKEN_REFUSED, clientId);
            return new Outcome(null, Refusal.INVALID_SCOPE);
        }
        Set<String> scopes = new TreeSet<>(asked.isEmpty() ? allowed.get() : asked);
        audit.recordClient(AuditKind.SERVICE_TOKEN_ISSUED, clientId);
        String token = issuer.issueForService(clientId, scopes);
        return new Outcome(
                new ServiceTokenResponse(token, "Bearer", issuer.serviceLife().toSeconds(), String.join(" ", scopes)),
                null);
    }
}
