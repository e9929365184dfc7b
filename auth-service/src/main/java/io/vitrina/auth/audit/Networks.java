package io.vitrina.auth.audit;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The network a call comes from: enough to see an attack, too little to find a home. */
@ApplicationScoped
class Networks {

    private final CurrentVertxRequest request;

    Networks(CurrentVertxRequest request) {
        this.request = request;
    }

    /** Of the call that is being served; null outside of any. */
    String current() {
        try {
            RoutingContext call = request.getCurrent();
            SocketAddress address = call == null ? null : call.request().remoteAddress();
            return address == null ? null : network(address.hostAddress());
        } catch (ContextNotActiveException e) {
            return null;
        }
    }

    static String network(String address) {
        try {
            // A literal address: no name is looked up.
            InetAddress parsed = InetAddress.ofLiteral(address);
            byte[] bytes = parsed.getAddress();
            int kept = parsed instanceof Inet6Address ? 6 : 3;
            for (int i = kept; i < bytes.length; i++) {
                bytes[i] = 0;
            }
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + kept * 8;
        } catch (IllegalArgumentException | UnknownHostException | NullPointerException e) {
            return null;
        }
    }
}
