package io.vitrina.cart.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/**
 * Reads a body that may be left out: none at all is {@code {}}. Anything else that is no JSON object is refused, also
 * {@code null}: who sends that has lost the object on the way.
 */
public abstract class OptionalBodyReader<T> implements MessageBodyReader<T> {

    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

    private final Class<T> type;
    private final ObjectReader reader;

    protected OptionalBodyReader(Class<T> type, ObjectMapper json) {
        this.type = type;
        this.reader = json.readerFor(type);
    }

    @Override
    public boolean isReadable(Class<?> wanted, Type generic, Annotation[] annotations, MediaType mediaType) {
        return wanted == type;
    }

    @Override
    public T readFrom(
            Class<T> wanted,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream stream)
            throws IOException, WebApplicationException {
        byte[] body = stream.readAllBytes();
        if (body.length == 0) {
            return reader.readValue(NOTHING);
        }
        if (headers.containsKey("Content-Type") && !mediaType.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
            throw new NotSupportedException();
        }
        try {
            T read = reader.readValue(body);
            if (read == null) {
                throw new ProblemException(Problems.BAD_REQUEST, "the body must be a JSON object");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e);
        }
    }
}
