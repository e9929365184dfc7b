package io.vitrina.kit.security;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.MDC;

/** Whoever makes the call, as the access token says. A token that is there but bad answers 401, also on open calls. */
@RequestScoped
public class Caller {

    private final CurrentIdentityAssociation association;

    public Caller(CurrentIdentityAssociation association) {
        this.association = association;
    }

    /** Id of the signed-in user; empty for strangers and for services. */
    public Optional<Long> userId() {
        Optional<Long> userId = token().filter(token -> !token.getGroups().contains(Roles.SERVICE))
                .map(token -> Long.parseLong(token.getSubject()));
        // From here on the log says for whom; the context ends with the call.
        userId.ifPresent(id -> MDC.put("user_id", id));
        return userId;
    }

    /** Id of the signed-in user, on calls that only a user gets to. */
    public long requireUserId() {
        return userId().orElseThrow(UnauthorizedException::new);
    }

    public boolean isAdmin() {
        return identity().hasRole(Roles.ADMIN);
    }

    public boolean isAnonymous() {
        return identity().isAnonymous();
    }

    /** The token itself, for claims that have no method here. */
    public Optional<JsonWebToken> token() {
        return identity().getPrincipal() instanceof JsonWebToken token ? Optional.of(token) : Optional.empty();
    }

    private SecurityIdentity identity() {
        return association.getIdentity();
    }
}
