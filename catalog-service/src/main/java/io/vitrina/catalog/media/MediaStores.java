package io.vitrina.catalog.media;

import io.quarkus.runtime.Startup;
import io.vitrina.catalog.config.CatalogConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/** Chooses the store of pictures by configuration. */
@ApplicationScoped
class MediaStores {

    /** Made at the start: a bucket without its keys is told then, not by the first upload. */
    @Produces
    @Startup
    @ApplicationScoped
    MediaStore store(CatalogConfig config, Clock clock) {
        CatalogConfig.Media media = config.media();
        return isMeant(media.s3()) ? new S3Store(media.s3(), clock) : new FolderStore(media.directory());
    }

    /** Whoever sets any of these wants a bucket; what is missing is told by the store. */
    private static boolean isMeant(CatalogConfig.S3 s3) {
        return Stream.of(s3.endpoint(), s3.bucket(), s3.accessKey(), s3.secretKey())
                .anyMatch(Optional::isPresent);
    }
}
