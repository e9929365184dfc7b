package io.vitrina.auth.mail;

import java.util.Locale;

/** What is in the outbox. */
public enum MailKind {
    REGISTRATION_CODE,
    EMAIL_CHANGE_CODE,
    /** Somebody asked for another code; whether there is anything to send is found out by the relay. */
    RESEND_REQUEST,
    /** Somebody asked for a link; whether there is such an account is found out by the relay. */
    RESET_REQUEST,
    RESET_LINK,
    PASSWORD_CHANGED,
    SESSION_REUSE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MailKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
