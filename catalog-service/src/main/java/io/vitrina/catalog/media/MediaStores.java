package io.vitrina.catalog.media;

import io.vitrina.catalog.config.CatalogConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Chooses the store of pictures by configuration. */
@ApplicationScoped
class MediaStores {

    @Produces
    @ApplicationScoped
    MediaStore store(CatalogConfig config) {
        return new FolderStore(config.media().directory());
    }
}
