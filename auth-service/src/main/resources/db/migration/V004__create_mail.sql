CREATE TABLE mail_outbox (
    id              bigint GENERATED ALWAYS AS IDENTITY,
    kind            text        NOT NULL,
    user_id         bigint,
    recipient       text        NOT NULL,
    language        text        NOT NULL,
    -- From which, with a key outside the database, the letter's code or token is computed.
    nonce           bytea,
    attempts        int         NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    sent_at         timestamptz,
    failed_at       timestamptz,
    CONSTRAINT pk_mail_outbox PRIMARY KEY (id),
    CONSTRAINT fk_mail_outbox_user FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE,
    CONSTRAINT ck_mail_outbox_kind CHECK (kind IN (
        'registration_code', 'email_change_code', 'resend_request', 'reset_request', 'reset_link',
        'password_changed', 'session_reuse')),
    CONSTRAINT ck_mail_outbox_language CHECK (language IN ('ru', 'en'))
);
CREATE INDEX ix_mail_outbox_due ON mail_outbox (next_attempt_at) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX ix_mail_outbox_user ON mail_outbox (user_id);
CREATE INDEX ix_mail_outbox_done ON mail_outbox (created_at) WHERE sent_at IS NOT NULL OR failed_at IS NOT NULL;
