package io.vitrina.catalog.product;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Set;

/** The rules of {@link ProductRequest} for products that no body spells out: patched and imported ones. */
@ApplicationScoped
public class ProductRules {

    private final Validator validator;

    ProductRules(Validator validator) {
        this.validator = validator;
    }

    /** Broken rules, none when all is well. */
    public Set<ConstraintViolation<ProductRequest>> broken(ProductRequest request) {
        return validator.validate(request);
    }

    ProductRequest check(ProductRequest request) {
        Set<ConstraintViolation<ProductRequest>> broken = broken(request);
        if (!broken.isEmpty()) {
            throw new ConstraintViolationException(broken);
        }
        return request;
    }
}
