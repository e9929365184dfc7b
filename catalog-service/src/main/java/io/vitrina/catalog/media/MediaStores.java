package io.vitrina.catalog.media;

import io.vitrina.catalog.config.CatalogConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** Chooses the store of pictures by configuration. */
@ApplicationScoped
class MediaStores {

    @Produces
    @ApplicationScoped
    MediaStore store(CatalogConfig config, Clock clock) {
        CatalogConfig.Media media = config.media();
        return media.s3().bucket().isPresent() ? new S3Store(media.s3(), clock) : new FolderStore(media.directory());
    }
}
