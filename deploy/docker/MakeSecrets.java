import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes every secret of a fresh shop, once: {@code java MakeSecrets.java FOLDER}. What is there already stays.
 *
 * <p>FOLDER gets {@code database/} (one password a file), and {@code auth/}, {@code catalog/}, {@code cart/} with a
 * {@code secrets.properties} each that Quarkus reads through {@code quarkus.config.locations}; {@code auth/keys/} holds
 * the signing key. Only a whole set is written: a run that was killed halfway leaves no {@code complete} and starts anew.
 */
final class MakeSecrets {

    /** Above the services' own application.properties (250), below the environment (300). */
    private static final String ORDINAL = "config_ordinal=290";

    private static final String KEY_ID = "first";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;

    private MakeSecrets(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        if (arguments.length != 1) {
            System.err.println("usage: java MakeSecrets.java FOLDER");
            System.exit(2);
        }
        Path folder = Path.of(arguments[0]);
        if (Files.exists(folder.resolve("database/complete"))) {
            System.out.println("The secrets are there already.");
            return;
        }
        new MakeSecrets(folder).make();
        System.out.println("Secrets made.");
    }

    private void make() throws IOException, GeneralSecurityException {
        Map<String, String> passwords = new LinkedHashMap<>();
        for (String role : List.of("superuser", "auth", "catalog", "cart")) {
            passwords.put(role, secret());
            write("database/" + role + "-password", passwords.get(role));
        }
        String cartSecret = secret();
        String catalogSecret = secret();
        String operatorSecret = secret();
        String adminPassword = secret().substring(0, 20) + "A1!";
        write("auth/keys/" + KEY_ID + ".pem", signingKey());
        write("auth/secrets.properties", lines(List.of(
                ORDINAL,
                "quarkus.datasource.password=" + passwords.get("auth"),
                "vitrina.auth.pepper=" + secret(),
                "vitrina.auth.clients.cart-service.secret=" + cartSecret,
                "vitrina.auth.clients.cart-service.scopes=catalog:lookup,catalog:reserve,auth:revocations",
                "vitrina.auth.clients.catalog-service.secret=" + catalogSecret,
                "vitrina.auth.clients.catalog-service.scopes=auth:revocations",
                "vitrina.auth.clients.operator.secret=" + operatorSecret,
                "vitrina.auth.clients.operator.scopes=consistency:read,stock:repair",
                "vitrina.auth.admin.password=" + adminPassword)));
        write("auth/admin-password", adminPassword);
        write("auth/operator-secret", operatorSecret);
        write("catalog/secrets.properties", lines(List.of(
                ORDINAL,
                "quarkus.datasource.password=" + passwords.get("catalog"),
                "vitrina.service.client-secret=" + catalogSecret)));
        write("cart/secrets.properties", lines(List.of(
                ORDINAL,
                "quarkus.datasource.password=" + passwords.get("cart"),
                "vitrina.service.client-secret=" + cartSecret,
                "vitrina.payments.mock.secret=" + secret())));
        write("database/complete", "");
    }

    private static String secret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** An RSA key of 3072 bits as PKCS#8 in PEM. */
    private static String signingKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072, RANDOM);
        byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(encoded);
        String label = "PRIVATE" + " KEY";
        return lines(List.of("-----BEGIN " + label + "-----", body, "-----END " + label + "-----"));
    }

    private static String lines(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        for (Path parent : parents(file)) {
            if (!Files.exists(parent)) {
                Files.createDirectory(parent);
            }
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The folders from the top one down to the file's own. */
    private List<Path> parents(Path file) {
        List<Path> parents = new ArrayList<>();
        for (Path parent = file.getParent(); !parent.equals(folder); parent = parent.getParent()) {
            parents.addFirst(parent);
        }
        parents.addFirst(folder);
        return parents;
    }
}
