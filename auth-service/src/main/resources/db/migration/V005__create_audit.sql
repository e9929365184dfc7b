-- No reference to user_account: what happened stays known after the user is gone, who it was does not.
CREATE TABLE audit_event (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    at         timestamptz NOT NULL,
    kind       text        NOT NULL,
    user_id    bigint,
    actor_id   bigint,
    client_id  text,
    session_id uuid,
    -- The network, not the address: /24 or /48.
    network    text,
    CONSTRAINT pk_audit_event PRIMARY KEY (id)
);
CREATE INDEX ix_audit_event_user ON audit_event (user_id, id);
CREATE INDEX ix_audit_event_at ON audit_event (at);

-- Append-only: only what is past the shortest retention may go, and nothing ever changes.
CREATE FUNCTION keep_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.at < now() - interval '90 days' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'audit events are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER tr_audit_event_keep BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION keep_audit_event();
