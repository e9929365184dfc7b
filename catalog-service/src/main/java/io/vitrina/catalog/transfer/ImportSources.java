package io.vitrina.catalog.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/** Opens the body of an import by its media type. */
@ApplicationScoped
class ImportSources {

    static final String CSV = "text/csv";
    static final String NDJSON = "application/x-ndjson";

    /** Other names of it that are about; none is registered. */
    static final String NDJSON_BARE = "application/ndjson";

    static final String JSON_LINES = "application/jsonl";
    static final String JSON_LINES_X = "application/x-jsonlines";

    /** Largest import, bytes. */
    static final long MAX_BYTES = 64L * 1024 * 1024;

    private final ObjectMapper json;

    ImportSources(ObjectMapper json) {
        this.json = json;
    }

    /** UTF-8 unless the type says otherwise. 415 for a character set that isn't known, 400 for a header that can't be one. */
    ImportSource open(InputStream body, MediaType type) throws IOException {
        requireType(type);
        // Bytes that are no text become a sign that the rules of a row look for: one bad row, not a bad file.
        Reader reader = new BufferedReader(
                new InputStreamReader(
                        new Limited(body),
                        charset(type)
                                .newDecoder()
                                .replaceWith(String.valueOf(RowRules.NOT_TEXT))
                                .onMalformedInput(CodingErrorAction.REPLACE)
                                .onUnmappableCharacter(CodingErrorAction.REPLACE)),
                1 << 16);
        return type.getSubtype().equalsIgnoreCase("csv") ? new CsvSource(reader) : new NdjsonSource(reader, json);
    }

    /** As given, but ending with 413 where it passes the limit. */
    static InputStream limited(InputStream body) {
        return new Limited(body);
    }

    /** 415 when the body does not say what it is. */
    static void requireType(MediaType type) {
        if (type == null) {
            throw new ProblemException(Problems.UNSUPPORTED_MEDIA_TYPE, "the body must be " + CSV + " or " + NDJSON);
        }
    }

    private static Charset charset(MediaType type) {
        String name = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "UTF-8");
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problems.UNSUPPORTED_MEDIA_TYPE, "the character set is not known here");
        }
    }

    /** Ends an endless body with 413. What was read until then is imported. */
    private static final class Limited extends FilterInputStream {

        private long left = MAX_BYTES;

        private Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        /** The server's stream takes the length that is announced for what is there: rows would wait for the end. */
        @Override
        public int available() {
            return 0;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                throw new ProblemException(
                        Problems.CONTENT_TOO_LARGE, "an import may have at most " + MAX_BYTES + " bytes");
            }
            return count;
        }
    }
}
