package io.vitrina.auth.verification;

import io.vitrina.auth.password.PasswordPolicy;
import io.vitrina.auth.user.Follows;
import io.vitrina.auth.user.Rule;
import io.vitrina.auth.user.User;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a new user tells of itself; all but the picture is required. */
@Schema(
        name = "Registration",
        requiredProperties = {"full_name", "email", "phone", "password", "password_confirm"})
@RegisterRequest.Consistent
public record RegisterRequest(
        @Follows(Rule.FULL_NAME) @Schema(examples = "Anna Karenina", minLength = 1, maxLength = 200)
        String fullName,

        @Follows(Rule.EMAIL) @Schema(examples = "anna@example.com", maxLength = 254)
        String email,

        @Follows(Rule.PHONE) @Schema(examples = "+79991234567", pattern = "^\\+7\\d{10}$")
        String phone,

        @Follows(Rule.PASSWORD)
        @Schema(
                examples = "Kettle$Lamp42",
                description = "At least 8 characters, Latin letters, digits and punctuation only, an upper-case"
                        + " letter, one of $%&!:, at most 72 bytes, not a common password")
        String password,

        @NotNull(message = "is required") @Schema(examples = "Kettle$Lamp42")
        String passwordConfirm,

        @Follows(Rule.IMAGE_URL) @Schema(nullable = true, maxLength = 2048)
        String imageUrl) {

    User.Profile profile() {
        return new User.Profile(fullName, email, phone, imageUrl);
    }

    /** Never the password: this may end up in a log. */
    @Override
    public String toString() {
        return "RegisterRequest[]";
    }

    /** The fields fit each other. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = Validator.class)
    public @interface Consistent {

        String message() default "is not valid";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Compares the password with its confirmation and with what everybody knows of its owner. */
    public static class Validator implements ConstraintValidator<Consistent, RegisterRequest> {

        @Override
        public boolean isValid(RegisterRequest request, ConstraintValidatorContext context) {
            context.disableDefaultConstraintViolation();
            boolean same = request.passwordConfirm() == null
                    || request.passwordConfirm().equals(request.password());
            if (!same) {
                add(context, "passwordConfirm", "must be equal to the password");
            }
            List<String> broken =
                    PasswordPolicy.brokenPersonalRules(request.password(), request.email(), request.phone());
            broken.forEach(message -> add(context, "password", message));
            return same && broken.isEmpty();
        }

        private static void add(ConstraintValidatorContext context, String field, String message) {
            context.buildConstraintViolationWithTemplate(message)
                    .addPropertyNode(field)
                    .addConstraintViolation();
        }
    }
}
