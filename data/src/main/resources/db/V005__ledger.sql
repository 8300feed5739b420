-- Messages counted where they arrive and where they are committed (docs/decisions/008-ledger.md).

-- One run of an ingest worker, from its start to its end.
create table ingest_run (
    id      bigint generated always as identity primary key,
    worker  text        not null,
    started timestamptz not null default clock_timestamp(),
    seen    timestamptz not null default clock_timestamp(),
    batch   bigint      not null default 0,
    in_hand integer     not null default 0,
    problem text,
    leaving boolean     not null default false
);
comment on column ingest_run.seen is 'When it wrote last; each second while the database is there.';
comment on column ingest_run.batch is 'The number of its newest committed batch: tells a commit whose answer was lost from one that failed.';
comment on column ingest_run.in_hand is 'Messages received and not acknowledged yet, as the receiver counts them.';
comment on column ingest_run.leaving is 'Somebody asked it to leave for good.';
create index ingest_run_worker on ingest_run (worker);

-- What a run counted, by source: `received` as messages arrived, the others in the transactions that committed them.
create table ingest_count (
    run         bigint not null references ingest_run on delete cascade,
    source      text   not null,
    received    bigint not null,
    stored      bigint not null,
    duplicate   bigint not null,
    quarantined bigint not null,
    condensed   bigint not null,
    events      bigint not null,
    readings    bigint not null,
    alerts      bigint not null,
    primary key (run, source)
);

-- From now on the ledger holds the counts of runs that have ended, and what replays moved.
alter table ledger
    add column returned  bigint not null default 0,
    add column condensed bigint not null default 0;
comment on table ledger is 'Counts of runs that have ended, by source; those that go on are in ingest_count.';
comment on column ledger.received is 'Messages that arrived, less those returned.';
comment on column ledger.returned is 'Messages that a run had in hand when it ended; the broker delivers them again, and they are counted then.';
comment on column ledger.condensed is 'Of those stored, messages of flooding devices that are kept by their count only.';

-- What flooding devices sent beyond the limit, by day (UTC): messages that are kept by their count only.
create table device_flood (
    day       date        not null,
    device    text        not null,
    source    text        not null,
    since     timestamptz not null,
    last      timestamptz not null,
    condensed bigint      not null,
    primary key (day, device, source)
);
comment on column device_flood.device is 'As the message names it.';
