package io.vitrina.cart.config;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where buyers find the shop; tells a shop on the internet from one on somebody's desk. */
@ApplicationScoped
public class PublicAddress {

    private final String url;

    PublicAddress(@ConfigProperty(name = "vitrina.public-url", defaultValue = "http://localhost:8000") String url) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** @param path from the root, with its slash */
    public URI of(String path) {
        return URI.create(url + path);
    }

    /** Whether nobody reaches it from outside this machine or network. */
    public boolean isPrivate() {
        return isPrivate(url);
    }

    /** A name without a dot, or an address of this machine or of a private network; no name is looked up. */
    public static boolean isPrivate(String url) {
        String host = URI.create(url).getHost();
        if (host == null) {
            return false;
        }
        if (!host.contains(".") && !host.contains(":")) {
            return true;
        }
        try {
            InetAddress address = InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""));
            return address.isLoopbackAddress() || address.isAnyLocalAddress() || address.isSiteLocalAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
