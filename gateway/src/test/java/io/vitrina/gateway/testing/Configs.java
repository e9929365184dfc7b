package io.vitrina.gateway.testing;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.vitrina.gateway.config.GatewayConfig;

/** The gateway's configuration without a gateway. */
public final class Configs {

    private Configs() {}

    /** All defaults, save for pairs of name (without the prefix) and value. */
    public static GatewayConfig of(String... settings) {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(GatewayConfig.class);
        for (int i = 0; i < settings.length; i += 2) {
            builder.withDefaultValue("vitrina.gateway." + settings[i], settings[i + 1]);
        }
        return builder.build().getConfigMapping(GatewayConfig.class);
    }
}
