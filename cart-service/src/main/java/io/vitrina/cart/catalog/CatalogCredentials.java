package io.vitrina.cart.catalog;

import io.vitrina.kit.request.RequestId;
import io.vitrina.kit.security.ServiceToken;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;

/** Says who calls, and on behalf of which request. */
public class CatalogCredentials implements ClientRequestFilter {

    private final ServiceToken token;

    public CatalogCredentials(ServiceToken token) {
        this.token = token;
    }

    @Override
    public void filter(ClientRequestContext call) {
        call.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, token.bearer());
        call.getHeaders().putSingle(RequestId.HEADER, RequestId.current());
    }
}
