-- Which counters of the stock disagreed with the rows they were counted from, and what they were set to.
CREATE TABLE stock_repair (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    product_id  bigint      NOT NULL,
    counter     text        NOT NULL,
    from_value  bigint      NOT NULL,
    to_value    bigint      NOT NULL,
    -- The client that asked for it.
    repaired_by text        NOT NULL,
    repaired_at timestamptz NOT NULL,
    CONSTRAINT pk_stock_repair PRIMARY KEY (id),
    CONSTRAINT fk_stock_repair_product FOREIGN KEY (product_id) REFERENCES product (id),
    CONSTRAINT ck_stock_repair_counter CHECK (counter IN ('on_sale', 'adjusted', 'reserved', 'committed'))
);

CREATE INDEX ix_stock_repair_product ON stock_repair (product_id, id);
