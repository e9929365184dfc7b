package io.vitrina.kit.security;

import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import java.util.concurrent.locks.ReentrantLock;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/** The library's parser with our way to the keys, which are looked for at the first token. */
final class TokenParser extends DefaultJWTTokenParser {

    private final ReentrantLock first = new ReentrantLock();
    private volatile PublishedKeys keys;

    @Override
    protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo context)
            throws UnresolvableKeyException {
        if (keys == null) {
            first.lock();
            try {
                if (keys == null) {
                    keys = new PublishedKeys(context);
                }
            } finally {
                first.unlock();
            }
        }
        return keys;
    }
}
