package io.vitrina.acceptance;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one {@link Shop}: started for the first that asks, stopped after the last. */
final class ShopExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace SHOP = ExtensionContext.Namespace.create(ShopExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Shop.class;
    }

    @Override
    public Shop resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // The store closes what is AutoCloseable when the last test has run.
        return context.getRoot().getStore(SHOP).computeIfAbsent(Shop.class, key -> Shop.start(), Shop.class);
    }
}
