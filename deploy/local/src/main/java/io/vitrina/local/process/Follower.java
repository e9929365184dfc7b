package io.vitrina.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a log as it grows, in whole lines; goes to the start again when the file was begun anew. */
public final class Follower {

    private static final int CHUNK = 64 * 1024;

    private final Path file;
    private long position;
    private byte[] unfinished = new byte[0];

    /** From the file's first line on. */
    public Follower(Path file) {
        this.file = file;
    }

    /** From what comes next on. */
    public static Follower fromEnd(Path file) {
        Follower follower = new Follower(file);
        follower.position = follower.length();
        return follower;
    }

    /** The lines that came since the last call. */
    public List<String> fresh() {
        long length = length();
        if (length < position) {
            position = 0;
            unfinished = new byte[0];
        }
        List<String> lines = new ArrayList<>();
        while (position < length) {
            lines.addAll(lines(read((int) Math.min(CHUNK, length - position))));
        }
        return lines;
    }

    private List<String> lines(byte[] bytes) {
        position += bytes.length;
        byte[] all = new byte[unfinished.length + bytes.length];
        System.arraycopy(unfinished, 0, all, 0, unfinished.length);
        System.arraycopy(bytes, 0, all, unfinished.length, bytes.length);
        int end = all.length;
        while (end > 0 && all[end - 1] != '\n') {
            end--;
        }
        unfinished = Arrays.copyOfRange(all, end, all.length);
        return new String(all, 0, end, StandardCharsets.UTF_8).lines().toList();
    }

    private byte[] read(int count) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            bytes.seek(position);
            byte[] chunk = new byte[count];
            bytes.readFully(chunk);
            return chunk;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long length() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}
