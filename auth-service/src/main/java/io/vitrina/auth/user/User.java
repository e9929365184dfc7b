package io.vitrina.auth.user;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Somebody who has an account. */
@Entity
@Table(name = "user_account")
public class User {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "user_account_seq")
    @SequenceGenerator(name = "user_account_seq", sequenceName = "user_account_seq", allocationSize = 1)
    private Long id;

    @Column(name = "full_name", nullable = false)
    private String fullName;

    @Column(nullable = false)
    private String email;

    @Column(nullable = false)
    private String phone;

    @Column(name = "image_url")
    private String imageUrl;

    @Column(name = "password_hash", nullable = false)
    private String passwordHash;

    @Column(nullable = false)
    private boolean admin;

    @Column(nullable = false)
    private boolean disabled;

    @Column(name = "verified_at")
    private Instant verifiedAt;

    @Column(name = "pending_email")
    private String pendingEmail;

    @Column(nullable = false)
    private String language;

    @Column(name = "tokens_valid_from", nullable = false)
    private Instant tokensValidFrom = Instant.EPOCH;

    @Version
    @Column(nullable = false)
    private long version;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    protected User() {}

    /** A new account, its e-mail address not proved yet. */
    public User(Profile profile, String passwordHash, String language, Instant now) {
        this.fullName = profile.fullName();
        this.email = profile.email();
        this.phone = profile.phone();
        this.imageUrl = profile.imageUrl();
        this.passwordHash = passwordHash;
        this.language = language;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** What a user says of itself. */
    public record Profile(String fullName, String email, String phone, String imageUrl) {}

    public void rename(String newName, Instant now) {
        fullName = newName;
        updatedAt = now;
    }

    public void changePhone(String newPhone, Instant now) {
        phone = newPhone;
        updatedAt = now;
    }

    public void changeImage(String newUrl, Instant now) {
        imageUrl = newUrl;
        updatedAt = now;
    }

    /** Remembers the address until its owner has proved it. */
    public void claimEmail(String newEmail, Instant now) {
        pendingEmail = newEmail;
        updatedAt = now;
    }

    /** Takes the address at once; a claim of another one is dropped. */
    public void changeEmail(String newEmail, Instant now) {
        email = newEmail;
        pendingEmail = null;
        updatedAt = now;
    }

    /** The claimed address is proved: it is the user's now. */
    public void proveClaimedEmail(Instant now) {
        if (pendingEmail == null) {
            throw new IllegalStateException("user " + id + " claims no address");
        }
        changeEmail(pendingEmail, now);
        verify(now);
    }

    /** The address is proved. */
    public void verify(Instant now) {
        if (verifiedAt == null) {
            verifiedAt = now;
            updatedAt = now;
        }
    }

    public void changePassword(String newHash, Instant now) {
        passwordHash = newHash;
        updatedAt = now;
    }

    public void makeAdmin(boolean isAdmin, Instant now) {
        admin = isAdmin;
        updatedAt = now;
        revokeTokens(now);
    }

    public void disable(boolean isDisabled, Instant now) {
        disabled = isDisabled;
        updatedAt = now;
        revokeTokens(now);
    }

    /**
     * Access tokens issued until now open nothing any more; later ones carry a later second. Those issued since the last
     * time carry the second that was later then, though it may still be to come.
     */
    public void revokeTokens(Instant now) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        Instant carried = tokensValidFrom.isAfter(second) ? tokensValidFrom : second;
        tokensValidFrom = carried.plusSeconds(1);
    }

    public Long id() {
        return id;
    }

    public String fullName() {
        return fullName;
    }

    public String email() {
        return email;
    }

    public String phone() {
        return phone;
    }

    public String imageUrl() {
        return imageUrl;
    }

    public String passwordHash() {
        return passwordHash;
    }

    public boolean isAdmin() {
        return admin;
    }

    public boolean isDisabled() {
        return disabled;
    }

    public boolean isVerified() {
        return verifiedAt != null;
    }

    public String pendingEmail() {
        return pendingEmail;
    }

    public String language() {
        return language;
    }

    public Instant tokensValidFrom() {
        return tokensValidFrom;
    }

    public List<String> roles() {
        return admin ? List.of("user", "admin") : List.of("user");
    }

    public long version() {
        return version;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
