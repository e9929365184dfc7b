package io.vitrina.cart.catalog;

import io.vitrina.kit.request.RequestId;
import io.vitrina.kit.security.ServiceToken;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;

/** Says who calls, and on behalf of which request. */
public class CatalogCredentials implements ClientRequestFilter, ClientResponseFilter {

    private final ServiceToken token;

    public CatalogCredentials(ServiceToken token) {
        this.token = token;
    }

    @Override
    public void filter(ClientRequestContext call) {
        call.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, token.bearer());
        call.getHeaders().putSingle(RequestId.HEADER, RequestId.current());
    }

    /** A token whose key was withdrawn is refused before its time: whoever repeats the call brings a new one. */
    @Override
    public void filter(ClientRequestContext call, ClientResponseContext answer) {
        if (answer.getStatus() == Status.UNAUTHORIZED.getStatusCode()) {
            token.forget();
        }
    }
}
