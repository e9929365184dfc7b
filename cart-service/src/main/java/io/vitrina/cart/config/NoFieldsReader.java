package io.vitrina.cart.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads {@link NoFields}. Of any content type, because clients send all sorts of them along with no body. */
@Provider
@Consumes(MediaType.WILDCARD)
public class NoFieldsReader implements MessageBodyReader<NoFields> {

    private final ObjectReader reader;

    NoFieldsReader(ObjectMapper json) {
        this.reader = json.readerFor(NoFields.class);
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == NoFields.class;
    }

    @Override
    public NoFields readFrom(
            Class<NoFields> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream stream)
            throws IOException, WebApplicationException {
        byte[] body = stream.readAllBytes();
        if (body.length == 0) {
            return new NoFields();
        }
        if (headers.containsKey("Content-Type") && !mediaType.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
            throw new NotSupportedException();
        }
        try {
            NoFields read = reader.readValue(body);
            if (read == null) {
                throw new ProblemException(Problems.BAD_REQUEST, "the body must be a JSON object");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new BadRequestException(e);
        }
    }
}
