package io.vitrina.gateway.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One connection in HTTP/2 that sends what no well-behaved client would, and shows the frames that come back. */
public final class RawHttp2 implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 8_000;
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int WITH_PRIORITY = 0x20;
    private static final int PRIORITY_BYTES = 5;
    private static final int INITIAL_WINDOW = 4;

    /** Bytes that may come before this client has to ask for more, which it never does. */
    private static final int WINDOW = 64 * 1024 * 1024;

    private final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private int stream = -1;
    private boolean goodbye;

    public RawHttp2(int port) {
        try {
            socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));
            write(SETTINGS, 0, 0, Unpooled.buffer().writeShort(INITIAL_WINDOW).writeInt(WINDOW));
            write(WINDOW_UPDATE, 0, 0, Unpooled.buffer().writeInt(WINDOW));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param headers names and values in turn, sent as they are */
    public Answer send(String method, String path, String... headers) {
        Http2Headers head = new DefaultHttp2Headers(false)
                .method(method)
                .path(path)
                .scheme("http")
                .authority("shop.example");
        for (int i = 0; i < headers.length; i += 2) {
            head.add(headers[i], headers[i + 1]);
        }
        return send(head);
    }

    /** A request without a body. */
    public Answer send(Http2Headers head) {
        begin(head);
        return answer();
    }

    /** Sends it and doesn't wait. */
    public void begin(Http2Headers head) {
        stream += 2;
        ByteBuf block = Unpooled.buffer();
        try {
            encoder.encodeHeaders(stream, head, block);
            write(HEADERS, END_STREAM | END_HEADERS, stream, block);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** To the request that was sent last. */
    public Answer answer() {
        Map<String, String> headers = new LinkedHashMap<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int pieces = 0;
        try {
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                boolean mine = in.readInt() == stream;
                byte[] payload = new byte[length];
                in.readFully(payload);
                if (type == SETTINGS && flags != ACK) {
                    write(SETTINGS, ACK, 0, Unpooled.EMPTY_BUFFER);
                } else if (type == GO_AWAY) {
                    goodbye = true;
                } else if (type == HEADERS && mine) {
                    ByteBuf block = Unpooled.wrappedBuffer(payload)
                            .skipBytes((flags & WITH_PRIORITY) == 0 ? 0 : PRIORITY_BYTES);
                    for (Map.Entry<CharSequence, CharSequence> header : decoder.decodeHeaders(stream, block)) {
                        headers.put(
                                header.getKey().toString(), header.getValue().toString());
                    }
                } else if (type == DATA && mine) {
                    body.writeBytes(payload);
                    pieces++;
                }
                if (mine && type == RESET || mine && type <= HEADERS && (flags & END_STREAM) != 0) {
                    int status = Integer.parseInt(headers.getOrDefault(":status", "0"));
                    return new Answer(status, headers, body.toString(StandardCharsets.UTF_8), pieces, goodbye);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(int type, int flags, int ofStream, ByteBuf payload) throws IOException {
        ByteBuf frame = Unpooled.buffer();
        frame.writeMedium(payload.readableBytes())
                .writeByte(type)
                .writeByte(flags)
                .writeInt(ofStream);
        frame.writeBytes(payload);
        socket.getOutputStream().write(frame.array(), 0, frame.readableBytes());
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param status 0 when the stream was reset
     * @param headers by lower-case name
     * @param body of all DATA frames
     * @param pieces DATA frames, empty ones too
     * @param goodbye whether the other side has said that it takes no further requests
     */
    public record Answer(int status, Map<String, String> headers, String body, int pieces, boolean goodbye) {

        public String header(String name) {
            return headers.get(name);
        }

        public JsonObject json() {
            return new JsonObject(body);
        }
    }
}
