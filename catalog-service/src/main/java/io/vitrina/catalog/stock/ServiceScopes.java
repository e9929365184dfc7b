package io.vitrina.catalog.stock;

import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** What a service's token allows it, besides being a service. */
@ApplicationScoped
class ServiceScopes {

    static final String LOOKUP = "catalog:lookup";
    static final String RESERVE = "catalog:reserve";
    static final String REPAIR = "stock:repair";

    private final Caller caller;

    ServiceScopes(Caller caller) {
        this.caller = caller;
    }

    /** 403 unless the token was given this scope. */
    void require(String scope) {
        boolean given = caller.token()
                .map(ServiceScopes::granted)
                .map(granted -> Arrays.asList(granted.split(" ")).contains(scope))
                .orElse(false);
        if (!given) {
            throw ProblemException.forbidden("the token lacks the scope " + scope);
        }
    }

    private static String granted(JsonWebToken token) {
        Object scope = token.getClaim("scope");
        return scope == null ? "" : scope.toString();
    }
}
