package io.vitrina.auth.key;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import org.jboss.logging.Logger;

/**
 * Whose RSA signs tokens: the native library's, some four times as fast as the JDK's, where it loads, and the JDK's
 * elsewhere. Both give the same bytes for the same key and text, so replicas may differ.
 */
public final class Rsa {

    private static final Logger LOG = Logger.getLogger(Rsa.class);
    private static final Provider PROVIDER = choose();

    private Rsa() {}

    /** The name by which the provider can be asked for. */
    public static String provider() {
        return PROVIDER.getName();
    }

    /** Keys made by another provider than the one that signs would be converted at each signature. */
    static KeyFactory keyFactory() throws NoSuchAlgorithmException {
        return KeyFactory.getInstance("RSA", PROVIDER);
    }

    private static Provider choose() {
        Throwable reason = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
        if (reason == null) {
            // Last in the list: whoever doesn't ask for it by name goes on as before.
            Security.addProvider(AmazonCorrettoCryptoProvider.INSTANCE);
            return AmazonCorrettoCryptoProvider.INSTANCE;
        }
        LOG.infof("tokens are signed by the JDK: the faster library does not load here (%s)", reason.getMessage());
        return Security.getProvider("SunRsaSign");
    }
}
