-- One living code a user and purpose. The code itself is nowhere: it is computed from the nonce and a key that
-- the database doesn't hold.
CREATE TABLE verification_code (
    user_id      bigint      NOT NULL,
    purpose      text        NOT NULL,
    email        text        NOT NULL,
    nonce        bytea       NOT NULL,
    tries_left   int         NOT NULL,
    -- Null once the code is spent; the row stays to count what was sent.
    expires_at   timestamptz,
    sent_at      timestamptz NOT NULL,
    sent_count   int         NOT NULL DEFAULT 1,
    window_start timestamptz NOT NULL,
    CONSTRAINT pk_verification_code PRIMARY KEY (user_id, purpose),
    CONSTRAINT fk_verification_code_user FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE,
    CONSTRAINT ck_verification_code_purpose CHECK (purpose IN ('registration', 'email_change')),
    CONSTRAINT ck_verification_code_tries CHECK (tries_left >= 0)
);

CREATE TABLE password_reset (
    user_id      bigint      NOT NULL,
    token_hash   bytea       NOT NULL,
    nonce        bytea       NOT NULL,
    expires_at   timestamptz,
    sent_at      timestamptz NOT NULL,
    sent_count   int         NOT NULL DEFAULT 1,
    window_start timestamptz NOT NULL,
    CONSTRAINT pk_password_reset PRIMARY KEY (user_id),
    CONSTRAINT fk_password_reset_user FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX uq_password_reset_token ON password_reset (token_hash);

-- Failed logins by account; the key is a digest, so that the table holds no login of anybody.
CREATE TABLE login_throttle (
    key           bytea       NOT NULL,
    failures      int         NOT NULL DEFAULT 0,
    pending       int         NOT NULL DEFAULT 0,
    pending_at    timestamptz NOT NULL,
    failed_at     timestamptz,
    blocked_until timestamptz,
    CONSTRAINT pk_login_throttle PRIMARY KEY (key)
);
CREATE INDEX ix_login_throttle_pending_at ON login_throttle (pending_at);
