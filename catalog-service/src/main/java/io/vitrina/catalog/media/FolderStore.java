package io.vitrina.catalog.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Pictures as files of one folder. */
final class FolderStore implements MediaStore {

    private final Path folder;

    FolderStore(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    @Override
    public void store(String name, byte[] content, String mediaType) {
        Path target = folder.resolve(name);
        try {
            Files.createDirectories(folder);
            if (Files.exists(target)) {
                return;
            }
            // Whole or not at all: a reader, or a crash, must not meet half a picture. So it is on disk before its name
            // is.
            Path half = Files.createTempFile(folder, "upload-", ".part");
            try {
                write(half, content);
                move(half, target);
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (IOException e) {
            throw new MediaUnavailable(e);
        }
    }

    @Override
    public Optional<Stored> find(String name) {
        Path file = folder.resolve(name);
        try {
            return Optional.of(new Stored.InFile(file, Files.size(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new MediaUnavailable(e);
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
