package io.vitrina.auth.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.junit.jupiter.api.Test;

class RsaTest {

    @Test
    void signsTheSameBytesAsTheJdk() throws GeneralSecurityException {
        KeyPair pair = Pem.readPrivate(Pem.writePrivate(Pem.generate()));
        PrivateKey jdk = KeyFactory.getInstance("RSA", "SunRsaSign")
                .generatePrivate(new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded()));

        assertThat(sign(pair.getPrivate(), Rsa.provider())).isEqualTo(sign(jdk, "SunRsaSign"));
    }

    @Test
    void leavesEverybodyElseWithTheProvidersTheyHad() throws GeneralSecurityException {
        assertThat(Rsa.provider()).isNotBlank();
        assertThat(KeyFactory.getInstance("RSA").getProvider().getName()).isEqualTo("SunRsaSign");
    }

    private static byte[] sign(PrivateKey key, String provider) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA", provider);
        signature.initSign(key);
        signature.update("a token".getBytes(StandardCharsets.UTF_8));
        return signature.sign();
    }
}
