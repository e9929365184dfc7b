package io.vitrina.auth.recovery;

import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.mail.Composer;
import io.vitrina.auth.mail.Letter;
import io.vitrina.auth.mail.MailKind;
import io.vitrina.auth.mail.OutboxMail;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Writes the letters that carry links. */
@Singleton
class RecoveryLetters implements Composer {

    private final RecoveryService recovery;
    private final long minutes;

    RecoveryLetters(RecoveryService recovery, AuthConfig config) {
        this.recovery = recovery;
        this.minutes = config.passwordReset().life().toMinutes();
    }

    @Override
    public boolean writes(MailKind kind) {
        return kind == MailKind.RESET_REQUEST || kind == MailKind.RESET_LINK;
    }

    @Override
    public Optional<Letter> compose(OutboxMail mail) {
        if (mail.kind() == MailKind.RESET_REQUEST) {
            recovery.prepare(mail.recipient(), mail.language());
            return Optional.empty();
        }
        return recovery.link(mail.userId(), mail.nonce())
                .map(link -> new Letter(mail.kind().code(), Map.of("link", link, "minutes", minutes)));
    }
}
