package io.vitrina.gateway;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.security.Security;

/**
 * Starts the gateway, having said how long the JVM may believe what a name stands for: by default 30 s, in which a
 * machine that came gets no calls, and one that went gets too many. It has to be said before the first name is looked up,
 * which the framework does long before it starts any bean.
 */
@QuarkusMain
public class GatewayMain {

    /** Seconds, less than lies between two look-ups of the services' names. */
    private static final String BELIEVED = "2";

    /** Seconds for which a name is believed to stand for nothing. */
    private static final String UNKNOWN = "1";

    public static void main(String... arguments) {
        Security.setProperty("networkaddress.cache.ttl", BELIEVED);
        Security.setProperty("networkaddress.cache.negative.ttl", UNKNOWN);
        Quarkus.run(arguments);
    }
}
