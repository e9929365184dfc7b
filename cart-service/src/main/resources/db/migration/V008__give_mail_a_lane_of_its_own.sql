-- Payment providers and the mail server no longer share a lane: one that hangs would keep the other's messages waiting.
-- A version before this one writes no lane, and takes by patient alone: that column is still written, and what has no lane
-- waits where patient says, its mail with the providers.
ALTER TABLE outbox
    ADD COLUMN lane text,
    ADD CONSTRAINT ck_outbox_lane CHECK (lane IN ('prompt', 'provider', 'mail'));
UPDATE outbox SET lane = 'mail' WHERE kind = 'mail';
DROP INDEX ix_outbox_due;
CREATE INDEX ix_outbox_due
    ON outbox (COALESCE(lane, CASE WHEN patient THEN 'provider' ELSE 'prompt' END), available_at, id)
    WHERE parked_at IS NULL;
