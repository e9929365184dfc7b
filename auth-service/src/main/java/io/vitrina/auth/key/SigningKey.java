package io.vitrina.auth.key;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/**
 * A key that may sign.
 *
 * @param kid its id, the file's name without the ending
 * @param publishedAt since when verifiers can have it
 */
public record SigningKey(String kid, KeyPair pair, Instant publishedAt) {

    public PrivateKey secret() {
        return pair.getPrivate();
    }

    public RSAPublicKey open() {
        return (RSAPublicKey) pair.getPublic();
    }

    /** Never the key itself: this may end up in a log. */
    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
