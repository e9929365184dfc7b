package io.vitrina.local.assortment;

import io.vitrina.local.home.AdminAccount;
import java.net.URI;
import java.util.function.Consumer;

/** Fills an empty catalogue. */
public final class DemoCatalogue {

    private final URI auth;
    private final URI catalog;
    private final AdminAccount admin;

    public DemoCatalogue(URI auth, URI catalog, AdminAccount admin) {
        this.auth = auth;
        this.catalog = catalog;
        this.admin = admin;
    }

    public void fillWhenEmpty(Consumer<String> progress) {}
}
