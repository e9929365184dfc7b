package io.vitrina.kit.body;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;

/** How large a body may be. */
@ConfigMapping(prefix = "vitrina.http")
public interface BodyLimitConfig {

    /** Bytes a body may have where no other limit is set. */
    @WithDefault("1M")
    MemorySize maxBodySize();

    /**
     * Limits of single paths, by the end of the path: {@code vitrina.http.body-limits."/products/import"=64M}. None may
     * pass {@code quarkus.http.limits.max-body-size}, the limit below all of them. A resource with such a limit counts
     * for itself the bytes of a body that does not say how long it is: it knows what it has done by then.
     */
    @ConfigDocMapKey("path-end")
    Map<String, MemorySize> bodyLimits();
}
