-- How many messages came lately to each format, and how many of them it understood (GET /api/v1/formats).

-- Every delivery counts, a repeated one too; what became of messages since the beginning is in the ledger. A run of a worker
-- adds to rows of its own, so workers never wait for each other here.
create table format_activity (
    source           text        not null,
    slot             timestamptz not null,
    run              bigint      not null,
    understood       bigint      not null,
    quarantined      bigint      not null,
    last_understood  timestamptz,
    last_quarantined timestamptz,
    primary key (source, slot, run)
) with (fillfactor = 60);
comment on column format_activity.source is 'The format that took the messages, or no-format.';
comment on column format_activity.slot is 'The beginning of the five minutes in which they were received.';
comment on column format_activity.run is 'ingest_run.id, which is forgotten earlier than this.';
