-- One cart a user, never deleted: its version only grows, so that an order can say which cart it was made from.
CREATE TABLE cart (
    user_id    bigint      NOT NULL,
    version    bigint      NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL,
    CONSTRAINT pk_cart PRIMARY KEY (user_id)
);

-- Everything but user, product and quantity is what the catalogue last told: shown while it is away, never charged.
CREATE TABLE cart_line (
    user_id      bigint      NOT NULL,
    product_id   bigint      NOT NULL,
    quantity     integer     NOT NULL,
    chosen_price bigint      NOT NULL,
    name         text        NOT NULL,
    image_url    text,
    price        bigint      NOT NULL,
    currency     text        NOT NULL,
    available    bigint      NOT NULL,
    purchasable  boolean     NOT NULL,
    added_at     timestamptz NOT NULL,
    CONSTRAINT pk_cart_line PRIMARY KEY (user_id, product_id),
    CONSTRAINT fk_cart_line_cart FOREIGN KEY (user_id) REFERENCES cart (user_id),
    CONSTRAINT ck_cart_line_quantity CHECK (quantity BETWEEN 1 AND 10000),
    CONSTRAINT ck_cart_line_price CHECK (price >= 0 AND chosen_price >= 0),
    CONSTRAINT ck_cart_line_currency CHECK (currency ~ '^[A-Z]{3}$')
);
