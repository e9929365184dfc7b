package io.vitrina.auth.mail;

import jakarta.inject.Singleton;
import java.util.Optional;

/** Letters that only tell what happened. */
@Singleton
class Notices implements Composer {

    @Override
    public boolean writes(MailKind kind) {
        return kind == MailKind.PASSWORD_CHANGED || kind == MailKind.SESSION_REUSE;
    }

    @Override
    public Optional<Letter> compose(OutboxMail mail) {
        return Optional.of(Letter.of(mail.kind().code()));
    }
}
