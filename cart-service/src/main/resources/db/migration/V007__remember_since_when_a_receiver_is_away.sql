-- Attempts at a receiver that is away don't count: such a message is given up by time. Since when; null while the receiver
-- answers. A version before this one leaves it as it is, and counts.
ALTER TABLE outbox ADD COLUMN away_since timestamptz;
