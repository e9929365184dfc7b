package io.vitrina.auth.verification;

import io.vitrina.auth.config.AuthConfig;
import io.vitrina.auth.mail.Composer;
import io.vitrina.auth.mail.Letter;
import io.vitrina.auth.mail.MailKind;
import io.vitrina.auth.mail.OutboxMail;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Writes the letters that carry codes. */
@Singleton
class VerificationLetters implements Composer {

    private final Codes codes;
    private final VerificationService verification;
    private final long minutes;

    VerificationLetters(Codes codes, VerificationService verification, AuthConfig config) {
        this.codes = codes;
        this.verification = verification;
        this.minutes = config.codes().life().toMinutes();
    }

    @Override
    public boolean writes(MailKind kind) {
        return switch (kind) {
            case REGISTRATION_CODE, EMAIL_CHANGE_CODE, RESEND_REQUEST -> true;
            default -> false;
        };
    }

    @Override
    public Optional<Letter> compose(OutboxMail mail) {
        if (mail.kind() == MailKind.RESEND_REQUEST) {
            verification.resend(mail.recipient(), mail.language());
            return Optional.empty();
        }
        Purpose purpose = mail.kind() == MailKind.REGISTRATION_CODE ? Purpose.REGISTRATION : Purpose.EMAIL_CHANGE;
        return codes.forLetter(mail.userId(), purpose, mail.nonce())
                .map(code -> new Letter(mail.kind().code(), Map.of("code", code, "minutes", minutes)));
    }
}
