package io.vitrina.local.home;

import io.vitrina.local.LaunchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** The data folder: who may read what, and where each thing lies. */
public final class Home {

    private static final long NEEDED_MIB = 300;
    private static final long MIB = 1L << 20;
    /** Everything that a shop writes; {@code reset} forgets these and touches nothing else. */
    private static final List<String> CONTENT = List.of(
            "postgres", "postgresql", "mail", "logs", "keys", "media", "run", "secrets.properties", "admin.txt");

    private final Path root;

    public Home(Path root) {
        this.root = root;
    }

    /** Makes the folders on the first start, each for its owner alone. */
    public void prepare() {
        try {
            Files.createDirectories(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            for (Path folder : List.of(mail(), logs(), keys(), media(), run())) {
                privateFolder(folder);
            }
            Path probe = Files.createTempFile(run(), "write", null);
            Files.delete(probe);
        } catch (IOException e) {
            throw new LaunchException(
                    "The data folder " + root + " cannot be written (" + reason(e)
                            + "): choose another one with VITRINA_HOME.",
                    e);
        }
        requireSpace();
    }

    private void requireSpace() {
        try {
            long free = Files.getFileStore(root).getUsableSpace() / MIB;
            if (free < NEEDED_MIB) {
                throw new LaunchException("Only " + free + " MiB are free on the disk of " + root + ", and "
                        + NEEDED_MIB + " are needed: make room, or choose another folder with VITRINA_HOME.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path root() {
        return root;
    }

    public Path mail() {
        return root.resolve("mail");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    public Path keys() {
        return root.resolve("keys");
    }

    public Path media() {
        return root.resolve("media");
    }

    /** What lives only while the shop runs: records of processes, their settings, the lock. */
    public Path run() {
        return root.resolve("run");
    }

    /** PostgreSQL's data. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** PostgreSQL's programs. */
    public Path postgresql() {
        return root.resolve("postgresql");
    }

    Path secrets() {
        return root.resolve("secrets.properties");
    }

    Path admin() {
        return root.resolve("admin.txt");
    }

    /** Forgets all data; the folder itself goes when nothing foreign lies in it. */
    public void forget() {
        try {
            for (String name : CONTENT) {
                deleteTree(root.resolve(name));
            }
            if (Files.isDirectory(root)) {
                try (var rest = Files.list(root)) {
                    if (rest.findAny().isEmpty()) {
                        Files.delete(root);
                    }
                }
            }
        } catch (IOException e) {
            throw new LaunchException("The data folder " + root + " could not be removed: " + reason(e) + ".", e);
        }
    }

    /** A folder that only its owner enters. */
    public static void privateFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    /** Writes a whole file at once (a crash leaves the old one), readable by its owner alone from its first byte. */
    public static void writePrivate(Path file, String text) {
        try {
            Path fresh = Files.createTempFile(
                    file.getParent(),
                    "." + file.getFileName(),
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, text, StandardCharsets.UTF_8, StandardOpenOption.SYNC);
            move(fresh, file);
        } catch (IOException e) {
            throw new LaunchException("The file " + file + " cannot be written: " + reason(e) + ".", e);
        }
    }

    /** Whether anybody but the owner may do anything with the file. */
    public static boolean isPrivate(Path file) throws IOException {
        Set<?> others = PosixFilePermissions.fromString("---rwxrwx");
        return Files.getPosixFilePermissions(file).stream().noneMatch(others::contains);
    }

    private static void move(Path fresh, Path file) throws IOException {
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Removes a folder and all in it, following no links; nothing happens when it isn't there. */
    public static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
    }
}
