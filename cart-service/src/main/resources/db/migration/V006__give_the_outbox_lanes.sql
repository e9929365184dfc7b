-- Messages that may wait, such as mail, have a lane of their own: with them in between, taking stock commands read past
-- every letter that waits for a slow mail server.
ALTER TABLE outbox ADD COLUMN patient boolean NOT NULL DEFAULT false;
UPDATE outbox SET patient = true WHERE kind = 'mail';
DROP INDEX ix_outbox_due;
CREATE INDEX ix_outbox_due ON outbox (patient, available_at, id) WHERE parked_at IS NULL;
-- Rows live for moments: without these a minute's dead ones are read past by each take, and a cleaning waits for more.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
