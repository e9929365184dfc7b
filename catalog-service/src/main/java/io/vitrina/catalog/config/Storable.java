package io.vitrina.catalog.config;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Text that comes back from the database as it went in: no NUL, and no half of a surrogate pair. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Pattern(regexp = "[^\\x00\\p{Cs}]*") @ReportAsSingleViolation
@Constraint(validatedBy = {})
public @interface Storable {

    String message() default "holds characters that are not allowed";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
