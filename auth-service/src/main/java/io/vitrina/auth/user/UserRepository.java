package io.vitrina.auth.user;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/** Finds accounts. */
@ApplicationScoped
public class UserRepository implements PanacheRepository<User> {

    /** By e-mail address, whatever its case. */
    public Optional<User> findByEmail(String email) {
        return find("lower(email) = lower(?1)", email).firstResultOptional();
    }

    public Optional<User> findByPhone(String phone) {
        return find("phone", phone).firstResultOptional();
    }

    /** Locks the row until the transaction ends. */
    public Optional<User> lock(long id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    public boolean anyAdmin() {
        return count("admin") > 0;
    }
}
