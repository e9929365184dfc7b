-- As the indexes lists had, but whether a product is active and in stock is part of the key: PostgreSQL then tells by the
-- index alone, for whole rows too, which ones to pass over. A page needs no second way to its rows.
CREATE INDEX ix_product_list_created ON product (created_at, id, is_active, in_stock, price) INCLUDE (category_id)
    WHERE deleted_at IS NULL;
CREATE INDEX ix_product_list_price ON product (price, id, is_active, in_stock) INCLUDE (category_id)
    WHERE deleted_at IS NULL;
CREATE INDEX ix_product_list_name ON product (sort_name, id, is_active, in_stock, price) INCLUDE (category_id)
    WHERE deleted_at IS NULL;

-- For totals. Few keys, each held once for a thousand rows: 10,000 are counted in a dozen pages.
CREATE INDEX ix_product_list_total ON product (is_active, in_stock) WHERE deleted_at IS NULL;
