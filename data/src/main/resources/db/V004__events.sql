-- Messages, events, alerts, quarantine, ledger, and the stream of changes (docs: ARCHITECTURE.md, "Truth about events").

-- The guard against duplicates: one row per message, written in the same transaction as what the message became.
-- Not partitioned, so that the same message a month later is still the same message.
create table message (
    id       bigint generated always as identity,
    source   text        not null,
    key      text        not null,
    received timestamptz not null,
    primary key (source, key)
);
comment on column message.source is 'The payload format that understood it, or quarantine.';
comment on column message.key is 'The format''s identity of one message, e.g. event id plus phase; without one, the SHA-256 of topic and payload.';

-- One thing a message said, kept as it came, never updated. The events of an alert are those of its device and kind from
-- `opened` to the next episode: no event row points at an alert, because a late event may move the border between two.
create table event (
    id              bigint      not null,
    received        timestamptz not null,
    source          text        not null,
    message_key     text        not null,
    device          text        not null,
    kind            text        not null,
    phase           text        not null check (phase in ('open', 'refresh', 'close')),
    severity        smallint    not null check (severity between 1 and 4),
    source_severity text,
    external_id     text,
    device_time     timestamptz,
    at              timestamptz not null,
    skewed          boolean     not null default false,
    retained        boolean     not null default false,
    place           geometry(Point, 4326),
    position_source text        check (position_source in ('message', 'registry')),
    text            text,
    media           text,
    auto_close      timestamptz,
    topic           text        not null,
    payload         bytea       not null,
    primary key (id, received)
) partition by range (received);
create sequence event_id;
comment on column event.device is 'As the message names it, or the registered device''s id where the name is an alias of it.';
comment on column event.at is 'Orders and places it: the earlier of the device''s time and the time of receipt plus the tolerance.';
comment on column event.auto_close is 'Its alert closes by itself after that moment if nothing refreshes it; null where its format says it never does.';
create index event_fold on event (device, kind, at);

-- How far the events of one (device, kind) are folded: an event that sorts after it folds from the newest alert alone.
-- A batch locks the rows of its keys in their order, so workers never fold the same key at once and never deadlock.
create table fold_head (
    device text        not null,
    kind   text        not null,
    at     timestamptz not null default '-infinity',
    rank   smallint    not null default -1,
    primary key (device, kind)
);

-- The episode that events of one (device, kind) fold into. Derived from events, and can be derived again.
create table alert (
    id              bigint generated always as identity primary key,
    device          text        not null,
    kind            text        not null,
    state           text        not null check (state in ('open', 'closed')),
    severity        smallint    not null check (severity between 1 and 4),
    source_severity text,
    opened          timestamptz not null,
    last_seen       timestamptz not null,
    last_rank       smallint    not null,
    closed          timestamptz check ((closed is null) = (state = 'open')),
    closed_by       text        check (closed_by in ('device', 'silence', 'operator')),
    auto_close      timestamptz,
    events          integer     not null,
    source          text        not null,
    text            text,
    media           text,
    place           geometry(Point, 4326),
    chain           bigint[]    not null default '{}',
    unplaced        text        check (unplaced in ('unknown-device', 'no-position', 'outside')),
    skewed          boolean     not null default false,
    event_id        bigint      not null,
    check ((cardinality(chain) = 0) = (unplaced is not null))
);
comment on column alert.severity is 'The worst any event of the episode said; 1 is worst.';
comment on column alert.auto_close is 'Closes by itself then if nothing refreshes it; null where its format says it never does.';
comment on column alert.chain is 'The grid ids of the current placement of its position, level 1 first; empty when unplaced.';
comment on column alert.event_id is 'The event that opened it.';
create unique index alert_one_open on alert (device, kind) where state = 'open';
create index alert_key on alert (device, kind, opened);
create index alert_open on alert (severity, opened desc) where state = 'open';
create index alert_opened on alert (opened desc, id desc);
create index alert_due on alert (auto_close) where state = 'open' and auto_close is not null;
create index alert_chain on alert using gin (chain);
create index alert_place on alert using gist (place);
create index alert_unplaced on alert (device) where unplaced is not null;

-- A measured value as a message gave it. Thresholds and series come with sensor monitoring.
create table reading (
    device   text        not null,
    name     text        not null,
    at       timestamptz not null,
    value    float8      not null,
    unit     text,
    received timestamptz not null,
    primary key (device, name, at, received)
) partition by range (received);

-- Where a message goes that could not be understood: nothing of it is lost.
create table quarantine (
    id        bigint generated always as identity primary key,
    received  timestamptz not null,
    last_seen timestamptz not null,
    times     integer     not null default 1,
    source    text,
    topic     text        not null,
    payload   bytea       not null,
    retained  boolean     not null default false,
    reason    text        not null,
    detail    text        not null,
    state     text        not null default 'waiting' check (state in ('waiting', 'replayed')),
    replayed  timestamptz,
    message_key text      not null unique
);
comment on column quarantine.reason is 'A short code that can be counted: no-format, not-json, missing-field, bad-value, ...';
comment on column quarantine.source is 'The format that tried, null where no format takes the topic.';
create index quarantine_waiting on quarantine (reason, source, id) where state = 'waiting';

-- What was committed, by source, in the transaction that committed it. Received counts the messages that a transaction was
-- given, the others what their rows became, so they must balance; each worker counts arrivals of its own besides.
create table ledger (
    source      text   primary key,
    received    bigint not null default 0,
    stored      bigint not null default 0,
    duplicate   bigint not null default 0,
    quarantined bigint not null default 0,
    events      bigint not null default 0,
    readings    bigint not null default 0,
    alerts      bigint not null default 0
);
comment on column ledger.source is 'The format that took the message, or no-format.';
comment on column ledger.alerts is 'Alerts opened.';

-- The stream of changes: one row per transaction that changed something displays show. Rows are numbered after their
-- commit by number_changes(): a number once seen has nothing unseen below it, whatever order transactions commit in.
create table change (
    id        bigint generated always as identity primary key,
    seq       bigint unique,
    made      timestamptz not null default clock_timestamp(),
    events    bigint[]    not null default '{}',
    alerts    bigint[]    not null default '{}',
    incidents bigint[]    not null default '{}',
    devices   text[]      not null default '{}',
    revision  bigint
);
create index change_unnumbered on change (id) where seq is null;

create table change_head (
    only_one boolean primary key default true check (only_one),
    seq      bigint not null
);
insert into change_head (seq) values (0);

-- Numbers what is committed and not yet numbered; any process may call it, the row lock on change_head lets one at a time.
create function number_changes() returns bigint
    language plpgsql as
$$
declare
    head bigint;
    added bigint;
begin
    if not exists (select from change where seq is null) then
        return (select seq from change_head);
    end if;
    select seq into head from change_head for update;
    with numbered as (
        select id, head + row_number() over (order by id) as number from change where seq is null
    )
    update change set seq = numbered.number from numbered where change.id = numbered.id;
    get diagnostics added = row_count;
    update change_head set seq = head + added;
    return head + added;
end
$$;

-- Partitions by month (UTC) for the tables that grow with every message.
create function ensure_month(at timestamptz) returns void
    language plpgsql as
$$
declare
    first timestamptz := date_trunc('month', at at time zone 'UTC') at time zone 'UTC';
    next  timestamptz := (date_trunc('month', at at time zone 'UTC') + interval '1 month') at time zone 'UTC';
    parent text;
begin
    perform pg_advisory_xact_lock(hashtext('sixgrid.ensure_month'));
    foreach parent in array array ['event', 'placement', 'reading'] loop
        execute format('create table if not exists %I partition of %I for values from (%L) to (%L)',
            parent || '_' || to_char(first at time zone 'UTC', 'YYYY_MM'), parent, first, next);
    end loop;
end
$$;

-- Where the relay to sixgrid/v1/placed/... has come to.
create table relay_position (
    name text primary key,
    seq  bigint not null
);
