-- One row is one attempt at one provider, and its id the idempotency key there.
CREATE TABLE payment (
    id                  uuid        NOT NULL,
    order_id            uuid        NOT NULL,
    user_id             bigint      NOT NULL,
    provider            text        NOT NULL,
    status              text        NOT NULL,
    amount              bigint      NOT NULL,
    currency            text        NOT NULL,
    provider_payment_id text,
    confirmation_url    text,
    failure_code        text,
    captured            bigint      NOT NULL DEFAULT 0,
    -- Promised back, under way included; and really given back.
    refund_promised     bigint      NOT NULL DEFAULT 0,
    refunded            bigint      NOT NULL DEFAULT 0,
    attempts            integer     NOT NULL DEFAULT 0,
    -- When the provider is asked next; null when it has nothing more to tell.
    next_check_at       timestamptz,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    CONSTRAINT pk_payment PRIMARY KEY (id),
    CONSTRAINT fk_payment_order FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT uq_payment_provider_payment UNIQUE (provider, provider_payment_id),
    CONSTRAINT ck_payment_status CHECK (status IN
        ('pending', 'processing', 'succeeded', 'failed', 'cancelled', 'refunded', 'partially_refunded', 'review')),
    CONSTRAINT ck_payment_amount CHECK (amount >= 0),
    -- The guard against giving back more than was taken, whoever races whom.
    CONSTRAINT ck_payment_refunded CHECK (0 <= refunded AND refunded <= refund_promised AND refund_promised <= captured)
);
CREATE UNIQUE INDEX uq_payment_open ON payment (order_id) WHERE status IN ('pending', 'processing');
CREATE INDEX ix_payment_order ON payment (order_id);
CREATE INDEX ix_payment_due ON payment (next_check_at) WHERE next_check_at IS NOT NULL;

CREATE TABLE refund (
    id                 uuid        NOT NULL,
    payment_id         uuid        NOT NULL,
    order_id           uuid        NOT NULL,
    amount             bigint      NOT NULL,
    status             text        NOT NULL,
    requested_by       text        NOT NULL,
    provider_refund_id text,
    failure_code       text,
    attempts           integer     NOT NULL DEFAULT 0,
    next_check_at      timestamptz,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    CONSTRAINT pk_refund PRIMARY KEY (id),
    CONSTRAINT fk_refund_payment FOREIGN KEY (payment_id) REFERENCES payment (id),
    CONSTRAINT ck_refund_status CHECK (status IN ('pending', 'succeeded', 'failed')),
    CONSTRAINT ck_refund_amount CHECK (amount >= 0)
);
CREATE INDEX ix_refund_payment ON refund (payment_id);
CREATE INDEX ix_refund_due ON refund (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX ix_refund_provider_refund ON refund (provider_refund_id);

-- Every event that had its effect, in the transaction of the effect.
CREATE TABLE webhook_inbox (
    provider    text        NOT NULL,
    dedupe_key  text        NOT NULL,
    received_at timestamptz NOT NULL,
    CONSTRAINT pk_webhook_inbox PRIMARY KEY (provider, dedupe_key)
);
CREATE INDEX ix_webhook_inbox_age ON webhook_inbox (received_at);

-- The memory of the mock provider: what a real one would keep on its side.
CREATE TABLE mock_payment (
    id       uuid   NOT NULL,
    amount   bigint NOT NULL,
    currency text   NOT NULL,
    state    text   NOT NULL,
    refunded bigint NOT NULL DEFAULT 0,
    CONSTRAINT pk_mock_payment PRIMARY KEY (id),
    CONSTRAINT ck_mock_payment_state CHECK (state IN ('pending', 'succeeded', 'declined', 'cancelled')),
    CONSTRAINT ck_mock_payment_refunded CHECK (refunded BETWEEN 0 AND amount)
);
CREATE TABLE mock_refund (
    id         uuid   NOT NULL,
    payment_id uuid   NOT NULL,
    amount     bigint NOT NULL,
    CONSTRAINT pk_mock_refund PRIMARY KEY (id),
    CONSTRAINT fk_mock_refund_payment FOREIGN KEY (payment_id) REFERENCES mock_payment (id)
);
