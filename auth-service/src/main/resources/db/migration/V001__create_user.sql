CREATE SEQUENCE user_account_seq;

CREATE TABLE user_account (
    id                bigint      NOT NULL DEFAULT nextval('user_account_seq'),
    full_name         text        NOT NULL,
    email             text        NOT NULL,
    phone             text        NOT NULL,
    image_url         text,
    password_hash     text        NOT NULL,
    admin             boolean     NOT NULL DEFAULT false,
    disabled          boolean     NOT NULL DEFAULT false,
    verified_at       timestamptz,
    pending_email     text,
    language          text        NOT NULL DEFAULT 'ru',
    -- Access tokens issued before this instant open nothing; whole seconds, as in the token's iat.
    tokens_valid_from timestamptz NOT NULL DEFAULT 'epoch',
    version           bigint      NOT NULL DEFAULT 0,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    CONSTRAINT pk_user_account PRIMARY KEY (id),
    CONSTRAINT ck_user_account_full_name CHECK (length(full_name) BETWEEN 1 AND 200),
    CONSTRAINT ck_user_account_email CHECK (length(email) BETWEEN 3 AND 254),
    CONSTRAINT ck_user_account_phone CHECK (phone ~ '^\+7[0-9]{10}$'),
    CONSTRAINT ck_user_account_language CHECK (language IN ('ru', 'en'))
);
ALTER SEQUENCE user_account_seq OWNED BY user_account.id;

CREATE UNIQUE INDEX uq_user_account_email ON user_account (lower(email));
CREATE UNIQUE INDEX uq_user_account_phone ON user_account (phone);
CREATE INDEX ix_user_account_admin ON user_account (id) WHERE admin AND NOT disabled;
CREATE INDEX ix_user_account_name ON user_account (full_name, id);
CREATE INDEX ix_user_account_created ON user_account (created_at, id);
-- The admin's search: any part of name, e-mail or phone.
CREATE INDEX ix_user_account_search ON user_account
    USING gin (lower(full_name || ' ' || email || ' ' || phone) gin_trgm_ops);
