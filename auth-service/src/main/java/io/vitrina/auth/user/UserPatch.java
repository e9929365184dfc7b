package io.vitrina.auth.user;

import io.vitrina.kit.json.Change;
import io.vitrina.kit.problem.FieldError;
import io.vitrina.kit.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Changes of a user; fields that are absent stay as they are. {@code roles} and {@code disabled} are an admin's. */
@Schema(name = "UserPatch")
public record UserPatch(
        @Schema(implementation = String.class) Change<String> fullName,
        @Schema(implementation = String.class) Change<String> email,
        @Schema(implementation = String.class) Change<String> phone,

        @Schema(implementation = String.class, nullable = true)
        Change<String> imageUrl,

        @Schema(implementation = String[].class) Change<List<String>> roles,
        @Schema(implementation = Boolean.class) Change<Boolean> disabled) {

    private static final Set<String> ROLES = Set.of("user", "admin");

    /** Whether it touches what only an admin may. */
    @Schema(hidden = true)
    boolean isForAdmins() {
        return roles.present() || disabled.present();
    }

    /** 422 with every broken rule. */
    void validate() {
        List<FieldError> errors = new ArrayList<>();
        check("full_name", fullName, Rule.FULL_NAME, errors);
        check("email", email, Rule.EMAIL, errors);
        check("phone", phone, Rule.PHONE, errors);
        check("image_url", imageUrl, Rule.IMAGE_URL, errors);
        if (roles.present() && !areRoles(roles.value())) {
            errors.add(new FieldError("roles", "must be a list of user and admin"));
        }
        if (disabled.present() && disabled.value() == null) {
            errors.add(new FieldError("disabled", "is required"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    private static void check(String field, Change<String> change, Rule rule, List<FieldError> errors) {
        change.ifPresent(value -> rule.broken(value).forEach(message -> errors.add(new FieldError(field, message))));
    }

    private static boolean areRoles(List<String> roles) {
        return roles != null
                && !roles.isEmpty()
                && roles.stream().allMatch(role -> role != null && ROLES.contains(role));
    }
}
