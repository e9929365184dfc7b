-- What must still be told to others. Written with the change it follows from, deleted when the receiver has answered.
CREATE TABLE outbox (
    id           bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    kind         text        NOT NULL,
    order_id     uuid        NOT NULL,
    payload      text        NOT NULL,
    attempts     integer     NOT NULL DEFAULT 0,
    available_at timestamptz NOT NULL,
    created_at   timestamptz NOT NULL,
    last_error   text,
    -- Given up on after too many attempts: somebody has to look.
    parked_at    timestamptz,
    CONSTRAINT pk_outbox PRIMARY KEY (id)
);
CREATE INDEX ix_outbox_due ON outbox (available_at, id) WHERE parked_at IS NULL;
CREATE INDEX ix_outbox_order ON outbox (order_id);
CREATE INDEX ix_outbox_parked ON outbox (parked_at) WHERE parked_at IS NOT NULL;
