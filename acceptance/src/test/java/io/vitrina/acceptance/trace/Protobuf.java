package io.vitrina.acceptance.trace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** As much of the wire format of Protocol Buffers as it takes to read spans: fields by number, nothing of their types. */
final class Protobuf {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final byte[] bytes;
    private int at;

    private Protobuf(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param number what it is numbered by; {@code value} of a varint, {@code bytes} of what has a length */
    record Field(int number, long value, byte[] bytes) {

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        List<Field> fields() {
            return Protobuf.read(bytes);
        }
    }

    static List<Field> read(byte[] message) {
        Protobuf reader = new Protobuf(message);
        List<Field> fields = new ArrayList<>();
        while (reader.at < message.length) {
            fields.add(reader.next());
        }
        return fields;
    }

    private Field next() {
        long key = varint();
        int number = (int) (key >>> 3);
        return switch ((int) (key & 7)) {
            case VARINT -> new Field(number, varint(), new byte[0]);
            case FIXED64 -> new Field(number, 0, take(Long.BYTES));
            case BYTES -> new Field(number, 0, take((int) varint()));
            case FIXED32 -> new Field(number, 0, take(Integer.BYTES));
            default -> throw new IllegalStateException("no such wire type in field " + number);
        };
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private byte[] take(int length) {
        byte[] taken = new byte[length];
        System.arraycopy(bytes, at, taken, 0, length);
        at += length;
        return taken;
    }
}
