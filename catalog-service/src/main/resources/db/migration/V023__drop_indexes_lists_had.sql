-- A migration of its own: making the others locked out writers, and dropping these locks out readers too, for a moment.
DROP INDEX ix_product_created, ix_product_price, ix_product_name;
