package io.vitrina.gateway.config;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import jakarta.annotation.Priority;
import java.util.Set;

/**
 * Several addresses of the auth service have the same keys: they are fetched from the first.
 *
 * <p>The URL of the keys is made of the addresses as they are written, which no expression can take apart.
 */
@Priority(FirstAuthAddress.LAST_WORD)
public class FirstAuthAddress implements ConfigSourceInterceptor {

    /** Outside of everything that makes values out of others. */
    static final int LAST_WORD = 10_000;

    private static final Set<String> NAMES = Set.of("vitrina.token.jwks-url", "mp.jwt.verify.publickey.location");
    private static final String JWKS = "/.well-known/jwks.json";

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        boolean many = value != null
                && value.getValue() != null
                && NAMES.contains(name)
                && value.getValue().indexOf(',') > 0;
        return many ? value.withValue(first(value.getValue())) : value;
    }

    private static String first(String addresses) {
        String address = addresses.substring(0, addresses.indexOf(',')).strip();
        return (address.endsWith("/") ? address.substring(0, address.length() - 1) : address) + JWKS;
    }
}
