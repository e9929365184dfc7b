package io.vitrina.catalog.product;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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

    /** What stands already is not the caller's to mend: goods that come back may pass what a caller could ask for. */
    ProductRequest check(ProductRequest request, Predicate<String> given) {
        Set<ConstraintViolation<ProductRequest>> broken = broken(request).stream()
                .filter(rule -> given.test(rule.getPropertyPath().toString()))
                .collect(Collectors.toSet());
        if (!broken.isEmpty()) {
            throw new ConstraintViolationException(broken);
        }
        return request;
    }
}
