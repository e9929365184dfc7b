package io.vitrina.acceptance.bench;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One kept-alive HTTP/1.1 connection, one request at a time: a write and, mostly, one read.
 *
 * <p>Java's own client would take more of the processor than the gateway does.
 */
final class Connection implements Closeable {

    private static final int BUFFER = 64 * 1024;
    private static final int CONNECT_MILLIS = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] NOTHING = {};

    private final URI target;
    private final Duration patience;
    private final byte[] buffer = new byte[BUFFER];
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private int position;
    private int limit;

    Connection(URI target) {
        this(target, PATIENCE);
    }

    /** @param patience longest wait for a piece of an answer */
    Connection(URI target, Duration patience) {
        this.target = target;
        this.patience = patience;
    }

    /** Sends a whole request as {@link Requests} made it, and reads the whole answer. */
    Reply exchange(byte[] request) throws IOException {
        if (socket == null) {
            open();
        }
        try {
            out.write(request);
            return read();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void open() throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) patience.toMillis());
        socket.connect(new InetSocketAddress(target.getHost(), target.getPort()), CONNECT_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        position = 0;
        limit = 0;
    }

    private Reply read() throws IOException {
        String status = line();
        int code = Integer.parseInt(status, 9, 12, 10);
        long length = -1;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (startsWith(header, "content-length:")) {
                length = Long.parseLong(header.substring(15).strip());
            } else if (startsWith(header, "transfer-encoding:")) {
                chunked = header.toLowerCase().contains("chunked");
            } else if (startsWith(header, "connection:")) {
                last = header.toLowerCase().contains("close");
            }
        }
        byte[] body = chunked ? chunks() : length > 0 ? bytes((int) length) : NOTHING;
        if (last) {
            close();
        }
        return new Reply(code, body);
    }

    private static boolean startsWith(String header, String name) {
        return header.regionMatches(true, 0, name, 0, name.length());
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(bytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        StringBuilder longLine = null;
        while (true) {
            for (int i = position; i < limit; i++) {
                if (buffer[i] == '\n') {
                    String part = new String(buffer, position, i - position, StandardCharsets.ISO_8859_1);
                    position = i + 1;
                    String whole =
                            longLine == null ? part : longLine.append(part).toString();
                    return whole.endsWith("\r") ? whole.substring(0, whole.length() - 1) : whole;
                }
            }
            if (longLine == null) {
                longLine = new StringBuilder();
            }
            longLine.append(new String(buffer, position, limit - position, StandardCharsets.ISO_8859_1));
            fill();
        }
    }

    private byte[] bytes(int count) throws IOException {
        byte[] all = new byte[count];
        int done = 0;
        while (done < count) {
            if (position == limit) {
                fill();
            }
            int part = Math.min(count - done, limit - position);
            System.arraycopy(buffer, position, all, done, part);
            position += part;
            done += part;
        }
        return all;
    }

    private void fill() throws IOException {
        position = 0;
        limit = in.read(buffer);
        if (limit < 0) {
            limit = 0;
            throw new EOFException("the connection was closed within an answer");
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // Closed is closed.
            }
            socket = null;
        }
    }
}
