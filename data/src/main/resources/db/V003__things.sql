-- Devices, video points, incidents: things with a place, and the placements of everything.

-- Anything that publishes: camera, sensor, gateway.
create table device (
    no         bigint generated always as identity unique,
    id         text        primary key check (length(id) between 1 and 200),
    kind       text        not null check (kind ~ '^[a-z][a-z0-9-]*$'),
    name       text        not null,
    gateway    text,
    owner      text,
    attributes jsonb       not null default '{}',
    created    timestamptz not null default now(),
    updated    timestamptz not null default now(),
    updated_by text        not null,
    retired    timestamptz,
    chain      bigint[]    not null default '{}'
);
comment on column device.chain is 'The grid ids of its current placement, level 1 first; empty with no position or outside.';
create index device_kind on device (kind);
create index device_chain on device using gin (chain);

-- The name a vendor's format calls a device by, where it is not its id (a Frigate camera's name, an ONVIF topic prefix).
create table device_alias (
    format    text not null,
    alias     text not null,
    device_id text not null references device on delete cascade,
    primary key (format, alias)
);
create index device_alias_device on device_alias (device_id);

-- Where a device was registered to stand, when. A device that moves or is surveyed again has a history.
create table device_position (
    id        bigint generated always as identity primary key,
    device_id text      not null references device on delete cascade,
    place     geometry(Point, 4326) not null check (on_lattice(place)),
    mercator  geometry(Point, 3857) generated always as (ST_Transform(place, 3857)) stored,
    frame     text      not null,
    given     float8[]  not null check (cardinality(given) = 2),
    valid     tstzrange not null check (not isempty(valid)),
    exclude using gist (device_id with =, valid with &&)
);
comment on column device_position.given is 'The coordinates as they were given, in `frame`.';
create index device_position_mercator on device_position using gist (mercator);
create index device_position_place on device_position using gist (place);

-- What a camera sees: heading in degrees clockwise from true north, horizontal angle of view in degrees, range in metres.
create table video_point (
    device_id     text primary key references device on delete cascade,
    heading       real check (heading >= 0 and heading < 360),
    view_angle    real check (view_angle > 0 and view_angle <= 360),
    range_meters  real check (range_meters > 0),
    check ((heading is null) = (view_angle is null) and (heading is null) = (range_meters is null))
);

create table incident (
    id          bigint generated always as identity primary key,
    external_id text unique,
    kind        text        not null,
    title       text        not null,
    description text        not null default '',
    severity    smallint    not null check (severity between 1 and 4),
    state       text        not null default 'open' check (state in ('open', 'closed')),
    occurred    timestamptz not null,
    reported    timestamptz not null default clock_timestamp(),
    reported_by text        not null,
    closed      timestamptz check ((closed is null) = (state = 'open')),
    closed_by   text,
    place       geometry(Point, 4326) check (on_lattice(place)),
    mercator    geometry(Point, 3857) generated always as (ST_Transform(place, 3857)) stored,
    frame       text,
    given       float8[],
    grid_id     bigint references grid,
    alert_id    bigint,
    chain       bigint[]    not null default '{}',
    check ((place is null) <> (grid_id is null))
);
comment on column incident.grid_id is 'The grid it was reported in, where nobody has a position.';
comment on column incident.chain is 'The grid ids of its current placement, level 1 first.';
create index incident_chain on incident using gin (chain);
create index incident_occurred on incident (occurred desc, id desc);
create index incident_place on incident using gist (place);

-- The chain of a point at a time under a revision. Rows are only added: the first is as-was, the last is current.
-- A row without a chain says why in `unplaced`.
create table placement (
    id          bigint generated always as identity,
    subject     text        not null check (subject in ('event', 'incident', 'device')),
    subject_id  bigint      not null,
    cause       text        not null check (cause in ('intake', 'boundary', 'correction')),
    at          timestamptz not null,
    place       geometry(Point, 4326),
    revision    bigint,
    chain       bigint[]    not null default '{}',
    on_boundary boolean     not null default false,
    unplaced    text        check (unplaced in ('unknown-device', 'no-position', 'outside')),
    recorded    timestamptz not null default clock_timestamp(),
    primary key (subject, subject_id, id, recorded),
    check ((cardinality(chain) = 0) = (unplaced is not null))
) partition by range (recorded);
comment on column placement.at is 'The time whose boundaries were asked.';
comment on column placement.place is 'The point that was placed; null where there was none, or a grid was named instead.';
comment on column placement.subject_id is 'event.id, incident.id or device.no.';
