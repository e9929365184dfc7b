-- The currency of what was captured: money that wants a review may be another than the order's, and goes back as it came.
-- Null where nothing came yet, and where a version before this one wrote the row: then it is the payment's own.
ALTER TABLE payment
    ADD COLUMN captured_currency text,
    ADD CONSTRAINT ck_payment_captured_currency CHECK (captured_currency ~ '^[A-Z]{3}$');
UPDATE payment SET captured_currency = currency WHERE status IN ('succeeded', 'partially_refunded', 'refunded');
-- What came for those that want a review already is asked of their providers.
UPDATE payment SET next_check_at = now() WHERE status = 'review';
