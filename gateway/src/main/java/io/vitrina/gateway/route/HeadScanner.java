package io.vitrina.gateway.route;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/**
 * Looks at the raw bytes of request heads for what parsers are known to read in different ways: folded lines, bare CR
 * or LF, control characters, blanks before a colon, lines without one.
 *
 * <p>It sees each complete line once, before the decoder consumes it; a line that is not yet complete is looked at
 * again when more of it is there.
 */
final class HeadScanner implements ByteProcessor {

    private static final int CR = '\r';
    private static final int LF = '\n';

    /** Complete lines of the present head; the first is the request line. */
    private int lines;

    private boolean atLineStart;
    private boolean afterCr;
    private boolean colonSeen;
    private boolean violated;

    /**
     * @param bytes from the start of a line on; its indexes are left alone
     * @return false when the head must be refused
     */
    boolean accept(ByteBuf bytes) {
        startLine();
        bytes.forEachByte(this);
        return !violated;
    }

    /** The decoder has got a whole head; the next byte it will ask about begins another one. */
    void reset() {
        lines = 0;
    }

    @Override
    public boolean process(byte value) {
        int c = value & 0xff;
        if (lines == 0 && atLineStart && (c == CR || c == LF)) {
            // Line ends before a request are to be skipped, also when they come one byte at a time.
            return true;
        }
        if (afterCr) {
            if (c != LF) {
                violated = true;
                return false;
            }
            return endLine();
        }
        if (c == CR) {
            afterCr = true;
            return true;
        }
        boolean header = lines > 0;
        violated = c < ' ' && c != '\t'
                || c == 0x7f
                || atLineStart && (c == ' ' || c == '\t')
                || header && !colonSeen && (c == ' ' || c == '\t' || c == ':' && atLineStart);
        colonSeen |= c == ':';
        atLineStart = false;
        return !violated;
    }

    private boolean endLine() {
        afterCr = false;
        if (atLineStart) {
            return false;
        }
        if (lines > 0 && !colonSeen) {
            violated = true;
            return false;
        }
        lines++;
        startLine();
        return true;
    }

    private void startLine() {
        atLineStart = true;
        afterCr = false;
        colonSeen = false;
    }
}
