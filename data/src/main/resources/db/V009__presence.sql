-- Which devices are there, which nobody registered, and what a corrected position still changes (docs/decisions/012-presence.md).

-- What is known of a registered device's connection. Written at most every 10 s while nothing changes, so with room in its
-- page and no index on `last_seen` the row stays where it is.
create table device_presence (
    device_id    text        primary key references device on delete cascade,
    last_seen    timestamptz,
    said_online  boolean,
    said_at      timestamptz,
    silent_since timestamptz,
    since        timestamptz not null,
    spoke        boolean     not null default false,
    look_at      timestamptz not null default '-infinity'
) with (fillfactor = 60);
comment on column device_presence.last_seen is 'When its newest message was received; retained ones do not count.';
comment on column device_presence.said_online is 'What its last will or birth message said; null when none did, or when it sent messages after its will.';
comment on column device_presence.said_at is 'When that was said: of two sayings the later one holds.';
comment on column device_presence.silent_since is 'When the interval of its silence rule ended without a message; null while it did not.';
comment on column device_presence.since is 'Since when it is online or offline by itself.';
comment on column device_presence.spoke is 'Whether it ever sent a message of its own; else it is a gateway known by what is behind it, and not watched for silence.';
comment on column device_presence.look_at is 'Not silent before; whoever looks then finds out when to look next.';
create index device_presence_look on device_presence (look_at) where silent_since is null and said_online is not false;
create index device_gateway on device (gateway) where gateway is not null;

-- Online, offline or unknown, and why. A device is offline with its gateway unless it was heard since; 2 s are what two
-- workers may differ in the order of what they receive.
create view device_state as
select d.id as device_id, p.last_seen, s.state,
       case when s.state = 'offline' and s.own then p.since
            when s.state = 'offline' then g.since
            when s.state = 'online' then p.since end as since,
       case when s.state <> 'offline' then null
            when not s.own then 'gateway'
            when p.said_online is false then 'last-will'
            else 'silence' end as reason
from device d
left join device_presence p on p.device_id = d.id
left join device_presence g on g.device_id = d.gateway and (g.said_online is false or g.silent_since is not null)
    and d.gateway <> d.id
cross join lateral (
    select case when p.last_seen is null and p.said_at is null then 'unknown'
                when p.said_online is false or p.silent_since is not null then 'offline'
                when g.device_id is not null
                    and coalesce(p.last_seen, p.said_at) <= g.since + interval '2 seconds' then 'offline'
                else 'online' end as state,
           coalesce(p.said_online is false or p.silent_since is not null, false) as own) s;

-- Names that messages use and nobody registered, with how many messages did. Bounded: further names count under ''.
create table unknown_device (
    source     text        not null,
    name       text        not null,
    topic      text        not null,
    first_seen timestamptz not null,
    last_seen  timestamptz not null,
    messages   bigint      not null,
    primary key (source, name)
) with (fillfactor = 60);
comment on column unknown_device.topic is 'Of the newest message.';

-- Silence counts only time in which ingest heard what was published: until when it did, and when it did not.
create table hearing (
    only_one boolean     primary key default true check (only_one),
    heard    timestamptz not null,
    looked   timestamptz not null,
    steady   timestamptz
);
comment on column hearing.heard is 'Up to when ingest heard everything.';
comment on column hearing.looked is 'When somebody looked last.';
comment on column hearing.steady is 'Since when every look found it hearing; null when the last one did not.';
insert into hearing (heard, looked) values (now(), now());

create table hearing_gap (
    since   timestamptz primary key,
    until   timestamptz not null check (until > since)
);

-- A position of the past was corrected: what the registry placed in that time is placed again, some at a time.
create table position_correction (
    id        bigint      generated always as identity primary key,
    device_id text        not null references device on delete cascade,
    valid     tstzrange   not null check (not isempty(valid)),
    made      timestamptz not null default clock_timestamp(),
    after     bigint      not null default 0
);
comment on column position_correction.after is 'Events up to this id were looked at.';
