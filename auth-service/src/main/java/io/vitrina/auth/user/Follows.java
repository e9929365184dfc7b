package io.vitrina.auth.user;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/** The field follows this rule; each part of it that is broken has a message of its own. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Follows.Validator.class)
public @interface Follows {

    Rule value();

    String message() default "is not valid";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Adds one violation a broken part. */
    class Validator implements ConstraintValidator<Follows, String> {

        private Rule rule;

        @Override
        public void initialize(Follows annotation) {
            rule = annotation.value();
        }

        @Override
        public boolean isValid(String value, ConstraintValidatorContext context) {
            List<String> broken = rule.broken(value);
            context.disableDefaultConstraintViolation();
            // Messages are templates: a $ or { of ours must not be taken for an expression.
            broken.forEach(message -> context.buildConstraintViolationWithTemplate(message.replace("\\", "\\\\")
                            .replace("$", "\\$")
                            .replace("{", "\\{")
                            .replace("}", "\\}"))
                    .addConstraintViolation());
            return broken.isEmpty();
        }
    }
}
