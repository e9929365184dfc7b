CREATE TABLE stock (
    product_id bigint NOT NULL,
    -- What the product began with.
    initial    bigint NOT NULL,
    -- All adjustments since, added up.
    adjusted   bigint NOT NULL DEFAULT 0,
    -- On sale now.
    quantity   bigint NOT NULL,
    reserved   bigint NOT NULL DEFAULT 0,
    committed  bigint NOT NULL DEFAULT 0,
    CONSTRAINT pk_stock PRIMARY KEY (product_id),
    CONSTRAINT fk_stock_product FOREIGN KEY (product_id) REFERENCES product (id),
    CONSTRAINT ck_stock_initial CHECK (initial >= 0),
    CONSTRAINT ck_stock_quantity CHECK (quantity >= 0),
    CONSTRAINT ck_stock_reserved CHECK (reserved >= 0),
    CONSTRAINT ck_stock_committed CHECK (committed >= 0),
    CONSTRAINT ck_stock_equation CHECK (initial + adjusted = quantity + reserved + committed)
) WITH (fillfactor = 80);

CREATE TABLE reservation (
    order_id   uuid        NOT NULL,
    status     text        NOT NULL,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT pk_reservation PRIMARY KEY (order_id),
    CONSTRAINT ck_reservation_status CHECK (status IN ('held', 'committed', 'released', 'expired'))
);

CREATE INDEX ix_reservation_expiry ON reservation (expires_at) WHERE status = 'held';

-- A line is also the order's snapshot: what the product was called and what it cost when it was reserved.
CREATE TABLE reservation_line (
    order_id   uuid   NOT NULL,
    product_id bigint NOT NULL,
    quantity   bigint NOT NULL,
    sku        text,
    name       text   NOT NULL,
    image_url  text,
    price      bigint NOT NULL,
    currency   text   NOT NULL,
    CONSTRAINT pk_reservation_line PRIMARY KEY (order_id, product_id),
    CONSTRAINT fk_reservation_line_reservation FOREIGN KEY (order_id) REFERENCES reservation (order_id),
    CONSTRAINT fk_reservation_line_product FOREIGN KEY (product_id) REFERENCES product (id),
    CONSTRAINT ck_reservation_line_quantity CHECK (quantity > 0)
);

CREATE INDEX ix_reservation_line_product ON reservation_line (product_id);
