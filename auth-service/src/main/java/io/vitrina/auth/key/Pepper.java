package io.vitrina.auth.key;

import io.quarkus.runtime.Startup;
import io.vitrina.auth.config.AuthConfig;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's own secret: codes and reset tokens are computed from it, second factors are sealed under it. Whoever has
 * the database alone has none of them.
 */
@Startup
@Singleton
public class Pepper {

    private static final int SHORTEST = 32;
    private static final int GCM_NONCE_BYTES = 12;
    private static final int GCM_TAG_BITS = 128;

    private final byte[] secret;
    private final SecureRandom random = new SecureRandom();

    Pepper(AuthConfig config, KeyDirectory directory) {
        String text =
                config.pepper().orElseGet(() -> directory.pepper(config.keys().generate()));
        if (text.length() < SHORTEST) {
            throw new IllegalStateException("the pepper must have at least " + SHORTEST + " characters");
        }
        this.secret = text.getBytes(StandardCharsets.UTF_8);
    }

    /** 32 bytes that only this server can compute, different for each purpose. */
    public byte[] digest(String purpose, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            for (byte[] part : parts) {
                mac.update((byte) 0);
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Random bytes to compute a secret from. */
    public byte[] nonce() {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        return nonce;
    }

    /** Encrypts, so that only {@link #open} with the same purpose can read it. */
    public byte[] seal(String purpose, byte[] plain) {
        byte[] nonce = new byte[GCM_NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, purpose, nonce, plain);
        byte[] result = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, result, nonce.length, sealed.length);
        return result;
    }

    public byte[] open(String purpose, byte[] sealed) {
        byte[] nonce = Arrays.copyOf(sealed, GCM_NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, purpose, nonce, Arrays.copyOfRange(sealed, GCM_NONCE_BYTES, sealed.length));
    }

    private byte[] cipher(int mode, String purpose, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            SecretKeySpec key = new SecretKeySpec(digest("seal:" + purpose), "AES");
            cipher.init(mode, key, new GCMParameterSpec(GCM_TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a sealed value can't be processed; was the pepper changed?", e);
        }
    }
}
