package io.vitrina.catalog;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.vitrina.kit.testing.DatabaseResource;
import io.vitrina.kit.testing.TokenResource;

/** What the service needs around it in tests; Quarkus finds it once for all of them. */
@QuarkusTestResource(value = DatabaseResource.class, initArgs = @ResourceArg(name = "role", value = "catalog"))
@QuarkusTestResource(TokenResource.class)
final class CatalogServices {

    private CatalogServices() {}
}
