package io.vitrina.cart.payment;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrina.cart.config.OptionalBodyReader;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/** Reads {@link RefundRequest}: no body gives all back, a {@code null} nothing. */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class RefundRequestReader extends OptionalBodyReader<RefundRequest> {

    RefundRequestReader(ObjectMapper json) {
        super(RefundRequest.class, json);
    }
}
