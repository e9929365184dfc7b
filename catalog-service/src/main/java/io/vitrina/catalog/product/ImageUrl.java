package io.vitrina.catalog.product;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** An https URL, or a path of the shop's own. A storefront puts it into a page: nothing else may stand there. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ImageUrl.Check.class)
public @interface ImageUrl {

    String message() default "must be an https URL or a path that begins with /";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Longest address that is accepted, characters. */
    int MAX_LENGTH = 2_000;

    /** The rule itself. */
    class Check implements ConstraintValidator<ImageUrl, String> {

        /** Half of a surrogate pair: java.net.URI takes it for a letter. */
        private static final Pattern HALF_PAIR = Pattern.compile("\\p{Cs}");

        private static final Pattern DOTS = Pattern.compile("/\\.{1,2}(?=[/?#]|$)");

        @Override
        public boolean isValid(String value, ConstraintValidatorContext context) {
            return value == null || isValid(value);
        }

        static boolean isValid(String value) {
            if (value.length() > MAX_LENGTH
                    || value.indexOf('\\') >= 0
                    || HALF_PAIR.matcher(value).find()) {
                return false;
            }
            try {
                URI uri = new URI(value);
                if (uri.getScheme() == null) {
                    boolean ownPath = uri.getRawAuthority() == null && value.startsWith("/") && !value.startsWith("//");
                    return ownPath && DOTS.matcher(value).results().findAny().isEmpty();
                }
                return uri.getScheme().equalsIgnoreCase("https")
                        && uri.getHost() != null
                        && uri.getRawUserInfo() == null;
            } catch (URISyntaxException e) {
                return false;
            }
        }
    }
}
