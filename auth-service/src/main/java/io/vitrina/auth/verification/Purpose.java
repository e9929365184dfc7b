package io.vitrina.auth.verification;

import io.vitrina.auth.mail.MailKind;
import java.util.Locale;

/** What a code proves; a code of one purpose is nothing for another. */
enum Purpose {
    REGISTRATION(MailKind.REGISTRATION_CODE),
    EMAIL_CHANGE(MailKind.EMAIL_CHANGE_CODE);

    private final MailKind mail;

    Purpose(MailKind mail) {
        this.mail = mail;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    MailKind mail() {
        return mail;
    }
}
