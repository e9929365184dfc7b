package io.vitrina.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** What one process prints, and what it printed in its last runs. */
public final class LogFile {

    private static final int KEPT = 5;
    private static final int TAIL_BYTES = 256 * 1024;

    private final Path file;

    public LogFile(Path file) {
        this.file = file;
    }

    /** Puts the last run aside ({@code x.log} to {@code x.log.1}, and so on) and begins an empty file. */
    public void rotate() {
        try {
            if (Files.exists(file) && Files.size(file) > 0) {
                for (int age = KEPT - 1; age >= 1; age--) {
                    Path older = aged(age);
                    if (Files.exists(older)) {
                        Files.move(older, aged(age + 1), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
                Files.move(file, aged(1), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines, oldest first; none when there is no file. */
    public List<String> tail(int lines) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, bytes.length() - TAIL_BYTES);
            bytes.seek(from);
            byte[] end = new byte[(int) (bytes.length() - from)];
            bytes.readFully(end);
            List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path aged(int age) {
        return file.resolveSibling(file.getFileName() + "." + age);
    }
}
