-- A session is a family of refresh tokens: each rotation raises the counter, and only the newest is good.
CREATE TABLE session (
    id                  uuid        NOT NULL,
    user_id             bigint      NOT NULL,
    counter             bigint      NOT NULL DEFAULT 0,
    -- Id of the key that signed the newest refresh token: signing again gives the same bytes.
    kid                 text        NOT NULL,
    -- Whether a second factor was shown when it began, or since.
    second_factor       boolean     NOT NULL DEFAULT false,
    user_agent          text,
    ip                  text,
    created_at          timestamptz NOT NULL,
    rotated_at          timestamptz NOT NULL,
    expires_at          timestamptz NOT NULL,
    absolute_expires_at timestamptz NOT NULL,
    ended_at            timestamptz,
    end_reason          text,
    CONSTRAINT pk_session PRIMARY KEY (id),
    CONSTRAINT fk_session_user FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE,
    CONSTRAINT ck_session_counter CHECK (counter >= 0),
    CONSTRAINT ck_session_end CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
    CONSTRAINT ck_session_end_reason CHECK (end_reason IN (
        'logout', 'ended', 'all_ended', 'reuse', 'password', 'disabled', 'too_many', 'second_factor'))
);
CREATE INDEX ix_session_user ON session (user_id, rotated_at) WHERE ended_at IS NULL;
CREATE INDEX ix_session_user_all ON session (user_id);
CREATE INDEX ix_session_expires ON session (expires_at);
CREATE INDEX ix_session_ended ON session (ended_at) WHERE ended_at IS NOT NULL;

-- What the other services must refuse before the access tokens end by themselves.
CREATE TABLE revocation (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    user_id    bigint      NOT NULL,
    -- Null: every token of the user issued before not_before.
    session_id uuid,
    not_before timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT pk_revocation PRIMARY KEY (id)
);
CREATE INDEX ix_revocation_expires ON revocation (expires_at);
