package io.vitrina.kit.security;

import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import java.util.concurrent.locks.ReentrantLock;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/** The library's parser with our way to the keys, which are looked for at the first token, if not before. */
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

    /** Looks for the keys where they are not here yet; false when they can't be had now. */
    boolean fetchKeys(JWTAuthContextInfo context) {
        try {
            getVerificationKeyResolver(context);
            return true;
        } catch (UnresolvableKeyException e) {
            return false;
        }
    }

    boolean hasKeys() {
        return keys != null;
    }
}
