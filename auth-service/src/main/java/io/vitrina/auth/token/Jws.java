package io.vitrina.auth.token;

import io.vitrina.auth.key.Rsa;
import io.vitrina.auth.key.SigningKey;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Signs claims. RS256 with PKCS#1 v1.5 padding is deterministic: the same claims and key give the same token. */
final class Jws {

    /** Whose signatures are made, and checked, here. */
    static final ProviderContext PROVIDER = new ProviderContext();

    static {
        PROVIDER.getSuppliedKeyProviderContext().setSignatureProvider(Rsa.provider());
    }

    private Jws() {}

    static String sign(JwtClaims claims, String type, SigningKey key) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        jws.setHeader("typ", type);
        jws.setKeyIdHeaderValue(key.kid());
        jws.setPayload(claims.toJson());
        jws.setKey(key.secret());
        jws.setProviderContext(PROVIDER);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("a token can't be signed", e);
        }
    }
}
