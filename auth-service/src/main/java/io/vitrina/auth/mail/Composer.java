package io.vitrina.auth.mail;

import java.util.Optional;

/** Knows what stands in letters of some kinds; each feature that sends any has one. */
public interface Composer {

    boolean writes(MailKind kind);

    /**
     * Called just before each try to send, outside of any transaction.
     *
     * @return the letter; empty when there is nothing to send (any more)
     */
    Optional<Letter> compose(OutboxMail mail);
}
