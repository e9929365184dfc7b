package io.vitrina.auth.key;

import io.vitrina.auth.config.AuthConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The directory of keys. Its files are the whole protocol of rotation:
 *
 * <ul>
 *   <li>{@code <kid>.pem}: a private key (PKCS#8), published, signing when its time comes;
 *   <li>{@code <kid>.pub}: a retired key, public half only: not published any more, yet refresh tokens that it signed
 *       still hold;
 *   <li>{@code rotate}: an empty file that asks for a new key;
 *   <li>{@code pepper}: the secret of codes and second factors.
 * </ul>
 */
@ApplicationScoped
class KeyDirectory {

    static final String ROTATE = "rotate";
    static final String PEPPER = "pepper";

    private static final Logger LOG = Logger.getLogger(KeyDirectory.class);
    private static final Pattern KID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final String SECRET_END = ".pem";
    private static final String OPEN_END = ".pub";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    KeyDirectory(AuthConfig config, Clock clock) {
        this.directory = config.keys().directory();
        this.clock = clock;
    }

    /** All private keys; a file that holds none is left out, with a warning. */
    List<SigningKey> signing() {
        List<SigningKey> keys = new ArrayList<>();
        for (Path file : files(SECRET_END)) {
            try {
                keys.add(new SigningKey(
                        kid(file, SECRET_END),
                        Pem.readPrivate(Files.readString(file)),
                        Files.getLastModifiedTime(file).toInstant()));
            } catch (NoSuchFileException e) {
                LOG.debugf("key file %s went while it was read", file.getFileName());
            } catch (GeneralSecurityException | IOException e) {
                LOG.warnf(
                        "key file %s is not used: %s",
                        file.getFileName(), e.getClass().getSimpleName());
            }
        }
        return keys;
    }

    /** Public halves of retired keys, by id. */
    Map<String, RSAPublicKey> retired() {
        Map<String, RSAPublicKey> keys = new HashMap<>();
        for (Path file : files(OPEN_END)) {
            try {
                keys.put(kid(file, OPEN_END), Pem.readPublic(Files.readString(file)));
            } catch (GeneralSecurityException | IOException e) {
                LOG.warnf(
                        "key file %s is not used: %s",
                        file.getFileName(), e.getClass().getSimpleName());
            }
        }
        return keys;
    }

    /** Makes a key and publishes it; its id tells when that was. */
    String generate() {
        byte[] tail = new byte[3];
        random.nextBytes(tail);
        String kid = STAMP.format(clock.instant()) + "-"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(tail);
        write(kid + SECRET_END, Pem.writePrivate(Pem.generate()));
        LOG.infof("made signing key %s", kid);
        return kid;
    }

    /** Takes the private half away; refresh tokens of the key still hold. */
    void retire(SigningKey key) {
        write(key.kid() + OPEN_END, Pem.writePublic(key.open()));
        delete(key.kid() + SECRET_END);
        LOG.infof("retired signing key %s", key.kid());
    }

    /** Whether somebody asked for a rotation; true for one asker only, however many replicas look. */
    boolean takeRotationRequest() {
        return delete(ROTATE);
    }

    /** The secret of codes and second factors, made at the first call when there is none and that is allowed. */
    String pepper(boolean make) {
        Path file = directory.resolve(PEPPER);
        try {
            if (!Files.exists(file) && make) {
                byte[] secret = new byte[32];
                random.nextBytes(secret);
                write(PEPPER, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
            }
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new IllegalStateException(
                    "set vitrina.auth.pepper, or put a file named pepper into vitrina.auth.keys.directory");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files(String end) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().endsWith(end))
                    .filter(file -> KID.matcher(kid(file, end)).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String kid(Path file, String end) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - end.length());
    }

    /** Writes to a file of another name first: whoever looks sees the whole key or none. */
    private void write(String name, String text) {
        try {
            Files.createDirectories(directory);
            Path part = Files.createTempFile(directory, "." + name, ".part");
            Files.writeString(part, text, StandardCharsets.US_ASCII);
            if (Files.getFileStore(part).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
            }
            try {
                Files.move(part, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, directory.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the key directory can't be written", e);
        }
    }

    private boolean delete(String name) {
        try {
            return Files.deleteIfExists(directory.resolve(name));
        } catch (FileSystemException e) {
            LOG.debugf("%s can't be deleted here", name);
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
