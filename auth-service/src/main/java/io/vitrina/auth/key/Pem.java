package io.vitrina.auth.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** RSA keys as PEM texts: PKCS#8 for private, X.509 for public ones. */
final class Pem {

    /** Smallest modulus that is taken, bits. */
    static final int MIN_BITS = 2048;

    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(MIN_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads a private key; its public half is computed from it. */
    static KeyPair readPrivate(String pem) throws GeneralSecurityException {
        KeyFactory factory = Rsa.keyFactory();
        if (!(factory.generatePrivate(new PKCS8EncodedKeySpec(decode(pem, PRIVATE))) instanceof RSAPrivateCrtKey key)) {
            throw new InvalidKeySpecException("not an RSA key with its public exponent");
        }
        RSAPublicKey open =
                (RSAPublicKey) factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        checkLength(open.getModulus());
        return new KeyPair(open, key);
    }

    static RSAPublicKey readPublic(String pem) throws GeneralSecurityException {
        RSAPublicKey key = (RSAPublicKey) Rsa.keyFactory().generatePublic(new X509EncodedKeySpec(decode(pem, PUBLIC)));
        checkLength(key.getModulus());
        return key;
    }

    static String writePrivate(KeyPair pair) {
        return encode(pair.getPrivate().getEncoded(), PRIVATE);
    }

    static String writePublic(RSAPublicKey key) {
        return encode(key.getEncoded(), PUBLIC);
    }

    private static void checkLength(BigInteger modulus) throws InvalidKeySpecException {
        if (modulus.bitLength() < MIN_BITS) {
            throw new InvalidKeySpecException("shorter than " + MIN_BITS + " bits");
        }
    }

    private static String encode(byte[] key, String label) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(key) + "\n-----END " + label + "-----\n";
    }

    private static byte[] decode(String pem, String label) throws InvalidKeySpecException {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf(end);
        if (from < 0 || to < from) {
            throw new InvalidKeySpecException("no PEM block of a " + label);
        }
        try {
            return Base64.getMimeDecoder()
                    .decode(pem.substring(from + begin.length(), to).strip());
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("the PEM block is damaged", e);
        }
    }
}
