package io.vitrina.auth.user;

import io.vitrina.kit.problem.FieldError;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.exception.ConstraintViolationException;

/** Keeps e-mail addresses and phones unique: asks first, to name every field; the database has the last word. */
@ApplicationScoped
public class Accounts {

    private static final String EMAIL_INDEX = "uq_user_account_email";
    private static final String PHONE_INDEX = "uq_user_account_phone";

    private final UserRepository users;

    Accounts(UserRepository users) {
        this.users = users;
    }

    /** 409 naming each of the two that another account has; null isn't asked about. */
    public void requireFree(String email, String phone, Long self) {
        List<FieldError> taken = new ArrayList<>();
        if (email != null
                && users.findByEmail(email).filter(u -> !u.id().equals(self)).isPresent()) {
            taken.add(new FieldError("email", "is already taken"));
        }
        if (phone != null
                && users.findByPhone(phone).filter(u -> !u.id().equals(self)).isPresent()) {
            taken.add(new FieldError("phone", "is already taken"));
        }
        if (!taken.isEmpty()) {
            String fields =
                    String.join(" and ", taken.stream().map(FieldError::field).toList());
            throw new ProblemException(Problems.CONFLICT, fields + " already taken", taken);
        }
    }

    /** Writes what is pending; whoever lost the race for an address or a phone gets the same 409. */
    public void flush() {
        try {
            users.flush();
        } catch (ConstraintViolationException e) {
            throw lost(e);
        } catch (jakarta.persistence.PersistenceException e) {
            if (e.getCause() instanceof ConstraintViolationException cause) {
                throw lost(cause);
            }
            throw e;
        }
    }

    private static RuntimeException lost(ConstraintViolationException e) {
        String name = String.valueOf(e.getConstraintName());
        if (name.contains(EMAIL_INDEX)) {
            return ProblemException.taken("email");
        }
        return name.contains(PHONE_INDEX) ? ProblemException.taken("phone") : e;
    }
}
