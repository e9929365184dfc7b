package io.vitrina.cart.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/** Reads {@link NoFields}. Of any content type, because clients send all sorts of them along with no body. */
@Provider
@Consumes(MediaType.WILDCARD)
public class NoFieldsReader extends OptionalBodyReader<NoFields> {

    NoFieldsReader(ObjectMapper json) {
        super(NoFields.class, json);
    }
}
