package io.vitrina.auth.recovery;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The new password was typed twice the same. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Confirmed.Validator.class)
public @interface Confirmed {

    String message() default "must be equal to the new password";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Blames the confirmation. */
    class Validator implements ConstraintValidator<Confirmed, NewPassword> {

        @Override
        public boolean isValid(NewPassword request, ConstraintValidatorContext context) {
            if (request.newPasswordConfirm() == null
                    || request.newPasswordConfirm().equals(request.newPassword())) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("newPasswordConfirm")
                    .addConstraintViolation();
            return false;
        }
    }
}
