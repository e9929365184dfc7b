package io.vitrina.local.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The keys that sign tokens: one PEM file each in the keys folder, its name without {@code .pem} is the key's id. */
public final class SigningKeys {

    private static final int BITS = 2048;
    private static final int ID_BYTES = 6;
    private static final String SUFFIX = ".pem";

    private final Path folder;
    private final SecureRandom random;

    public SigningKeys(Home home, SecureRandom random) {
        this.folder = home.keys();
        this.random = random;
    }

    /** Makes the first key when there is none. */
    public void prepare() {
        if (ids().isEmpty()) {
            make();
        }
    }

    /** All ids, by name. */
    public List<String> ids() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a key and answers its id. */
    public String make() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        Home.writePrivate(folder.resolve(id + SUFFIX), pem());
        return id;
    }

    private String pem() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS, random);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(key);
            String kind = "PRIVATE KEY-----";
            return "-----BEGIN " + kind + "\n" + text + "\n-----END " + kind + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK makes RSA keys", e);
        }
    }
}
