-- Imports that run while nobody waits for the answer.
CREATE TABLE import_job (
    id          uuid        NOT NULL,
    status      text        NOT NULL,
    created     bigint      NOT NULL DEFAULT 0,
    updated     bigint      NOT NULL DEFAULT 0,
    unchanged   bigint      NOT NULL DEFAULT 0,
    failed      bigint      NOT NULL DEFAULT 0,
    errors      jsonb       NOT NULL DEFAULT '[]',
    message     text,
    created_by  bigint      NOT NULL,
    created_at  timestamptz NOT NULL,
    -- Also a sign of life: a job that nobody works on any more stops giving it.
    updated_at  timestamptz NOT NULL,
    finished_at timestamptz,
    CONSTRAINT pk_import_job PRIMARY KEY (id),
    CONSTRAINT ck_import_job_status CHECK (status IN ('queued', 'running', 'done', 'failed')),
    CONSTRAINT ck_import_job_finished CHECK ((finished_at IS NOT NULL) = (status IN ('done', 'failed')))
);

CREATE INDEX ix_import_job_open ON import_job (updated_at) WHERE finished_at IS NULL;
