CREATE TABLE user_totp (
    user_id      bigint      NOT NULL,
    -- AES-GCM under a key that the database doesn't hold: 12 bytes nonce, then the sealed secret.
    secret       bytea       NOT NULL,
    confirmed_at timestamptz,
    -- The newest time step a code was taken for: no code works twice.
    last_step    bigint      NOT NULL DEFAULT 0,
    created_at   timestamptz NOT NULL,
    CONSTRAINT pk_user_totp PRIMARY KEY (user_id),
    CONSTRAINT fk_user_totp_user FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE
);
