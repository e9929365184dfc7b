package io.vitrina.kit.security;

import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.KeyLocationResolver;
import java.time.Duration;
import org.jose4j.http.Get;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The auth service's keys, fetched with little patience: whoever has to fetch them must not hang with an auth service
 * that hangs. The library's own patience is 20 s, four times.
 */
final class PublishedKeys extends KeyLocationResolver {

    private static final Duration CONNECT = Duration.ofMillis(500);
    private static final Duration READ = Duration.ofSeconds(2);

    PublishedKeys(JWTAuthContextInfo context) throws UnresolvableKeyException {
        super(context);
    }

    /** Called by the constructor above this one's: nothing of this instance is there yet. */
    @Override
    protected Get getHttpGet() {
        Get get = super.getHttpGet();
        get.setConnectTimeout((int) CONNECT.toMillis());
        get.setReadTimeout((int) READ.toMillis());
        get.setRetries(0);
        return get;
    }
}
