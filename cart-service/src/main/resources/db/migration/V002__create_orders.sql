CREATE TABLE orders (
    id           uuid        NOT NULL,
    number       text        NOT NULL,
    user_id      bigint      NOT NULL,
    status       text        NOT NULL,
    total        bigint      NOT NULL,
    currency     text        NOT NULL,
    -- The cart's version that was ordered; null for an order of single items.
    cart_version bigint,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    CONSTRAINT pk_orders PRIMARY KEY (id),
    CONSTRAINT uq_orders_number UNIQUE (number),
    -- Two clicks, two tabs, two keys: one cart becomes one order.
    CONSTRAINT uq_orders_cart_version UNIQUE (user_id, cart_version),
    CONSTRAINT ck_orders_status CHECK (status IN ('pending', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded')),
    CONSTRAINT ck_orders_total CHECK (total >= 0),
    CONSTRAINT ck_orders_currency CHECK (currency ~ '^[A-Z]{3}$')
);
CREATE INDEX ix_orders_user ON orders (user_id, created_at DESC, id DESC);
CREATE INDEX ix_orders_newest ON orders (created_at DESC, id DESC);
CREATE INDEX ix_orders_pending ON orders (expires_at) WHERE status = 'pending';
CREATE INDEX ix_orders_user_pending ON orders (user_id) WHERE status = 'pending';

-- Snapshots: what was agreed, whatever becomes of the product.
CREATE TABLE order_line (
    order_id   uuid    NOT NULL,
    position   integer NOT NULL,
    product_id bigint  NOT NULL,
    sku        text,
    name       text    NOT NULL,
    price      bigint  NOT NULL,
    quantity   integer NOT NULL,
    CONSTRAINT pk_order_line PRIMARY KEY (order_id, position),
    CONSTRAINT uq_order_line_product UNIQUE (order_id, product_id),
    CONSTRAINT fk_order_line_order FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT ck_order_line_quantity CHECK (quantity BETWEEN 1 AND 10000),
    CONSTRAINT ck_order_line_price CHECK (price >= 0)
);

CREATE TABLE order_event (
    order_id   uuid        NOT NULL,
    position   integer     NOT NULL,
    status     text        NOT NULL,
    at         timestamptz NOT NULL,
    by_whom    text        NOT NULL,
    CONSTRAINT pk_order_event PRIMARY KEY (order_id, position),
    CONSTRAINT fk_order_event_order FOREIGN KEY (order_id) REFERENCES orders (id),
    CONSTRAINT ck_order_event_status
        CHECK (status IN ('pending', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded'))
);

-- Where mail about an order goes; deleted when no mail about it is due any more.
CREATE TABLE order_contact (
    order_id   uuid        NOT NULL,
    email      text        NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_order_contact PRIMARY KEY (order_id),
    CONSTRAINT fk_order_contact_order FOREIGN KEY (order_id) REFERENCES orders (id)
);

-- A checkout that is about to reserve stock under this order id. Whoever dies on the way leaves the row behind, and the
-- sweeper gives the stock back.
CREATE TABLE checkout_intent (
    order_id   uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_checkout_intent PRIMARY KEY (order_id)
);
CREATE INDEX ix_checkout_intent_age ON checkout_intent (created_at);

CREATE TABLE idempotency_key (
    user_id     bigint      NOT NULL,
    key         text        NOT NULL,
    -- SHA-256 over route and body: the same key may not ask for something else.
    fingerprint text        NOT NULL,
    -- Id of what the call makes; a call that takes over from a dead one goes on under it.
    resource_id uuid        NOT NULL,
    attempt     integer     NOT NULL,
    claimed_at  timestamptz NOT NULL,
    -- The answer; null while the call is in flight.
    status      integer,
    body        text,
    location    text,
    CONSTRAINT pk_idempotency_key PRIMARY KEY (user_id, key),
    CONSTRAINT ck_idempotency_key_key CHECK (length(key) BETWEEN 1 AND 255),
    CONSTRAINT ck_idempotency_key_answer CHECK ((status IS NULL) = (body IS NULL))
);
CREATE INDEX ix_idempotency_key_age ON idempotency_key (claimed_at);
