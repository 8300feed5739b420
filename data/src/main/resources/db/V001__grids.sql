-- Level schemes and grids in time (docs: ARCHITECTURE.md, "Truth about place").
-- The extensions postgis and btree_gist are created before the first migration: they need a superuser.

-- A coordinate pair on the lattice is an integer number of 1e-7 degrees. Dividing the rounded integer by 1e7 gives the
-- double nearest to it, which is what every reader of 7 decimals gets: so equality of doubles is equality of integers.
create function on_lattice(shape geometry) returns boolean
    language sql immutable strict parallel safe as
$$
select coalesce(bool_and(
           round(ST_X(p.geom) * 1e7) / 1e7 = ST_X(p.geom) and round(ST_Y(p.geom) * 1e7) / 1e7 = ST_Y(p.geom)), true)
from ST_DumpPoints(shape) p
$$;

create table scheme (
    id         integer generated always as identity primary key,
    code       text    not null unique check (code ~ '^[a-z][a-z0-9-]*$'),
    name_zh    text    not null,
    name_en    text    not null,
    note_zh    text    not null default '',
    note_en    text    not null default '',
    is_default boolean not null default false
);
comment on column scheme.note_en is 'What whoever looks at the map must know, e.g. that boundaries are generated.';
create unique index scheme_one_default on scheme (is_default) where is_default;

-- Tiling levels come first (their grids cover the parent exactly), contained levels after them (gaps allowed).
create table level (
    scheme_id integer  not null references scheme,
    level     smallint not null check (level between 1 and 9),
    code      text     not null,
    name_zh   text     not null,
    name_en   text     not null,
    tiling    boolean  not null,
    primary key (scheme_id, level),
    unique (scheme_id, code)
);

-- One published change of boundaries. Its number is what every process polls to know that boundaries changed.
create table revision (
    id        bigint generated always as identity primary key,
    scheme_id integer     not null references scheme,
    effective timestamptz not null,
    recorded  timestamptz not null default clock_timestamp(),
    author    text        not null,
    reason    text        not null,
    document  text
);
create index revision_effective on revision (scheme_id, effective);

-- The identity of a grid: never changes, never reused. Everything else about it is versioned.
create table grid (
    id        bigint generated always as identity primary key,
    scheme_id integer  not null,
    level     smallint not null,
    foreign key (scheme_id, level) references level
);

-- What a grid was during `valid`, as we believed during `recorded`. Both ranges are half-open [).
create table grid_version (
    id         bigint generated always as identity primary key,
    grid_id    bigint    not null references grid,
    scheme_id  integer   not null,
    level      smallint  not null,
    code       text      not null,
    name       text      not null,
    short_name text      not null,
    parent_id  bigint    references grid check ((parent_id is null) = (level = 1)),
    people     text[]    not null default '{}',
    households integer   check (households >= 0),
    area_class text,
    attributes jsonb     not null default '{}',
    shape      geometry(Geometry, 4326) not null
        check (GeometryType(shape) in ('POLYGON', 'MULTIPOLYGON') and ST_IsValid(shape) and on_lattice(shape)),
    label      geometry(Point, 4326) not null,
    mercator   geometry(Geometry, 3857) generated always as (ST_Transform(shape, 3857)) stored,
    valid      tstzrange not null check (not isempty(valid)),
    recorded   tstzrange not null check (not isempty(recorded)),
    revision   bigint    not null references revision,
    foreign key (scheme_id, level) references level,
    exclude using gist (grid_id with =, valid with &&, recorded with &&),
    exclude using gist (scheme_id with =, code with =, valid with &&, recorded with &&)
);
comment on column grid_version.people is 'Who is in charge, the first named first.';
comment on column grid_version.label is 'A point inside the shape, as far from its border as can be: where the name stands.';
comment on column grid_version.mercator is 'For tiles: a transform per request costs two to three times the tile.';
create index grid_version_mercator on grid_version using gist (mercator, level) where upper_inf(recorded);
create index grid_version_shape on grid_version using gist (shape, level) where upper_inf(recorded);
create index grid_version_parent on grid_version (parent_id) where upper_inf(recorded);

-- The land a scheme is responsible for, and what of it no grid holds. Both are versioned like the grids.
create table outline (
    id        bigint generated always as identity primary key,
    scheme_id integer   not null references scheme,
    shape     geometry(Geometry, 4326) not null
        check (GeometryType(shape) in ('POLYGON', 'MULTIPOLYGON') and ST_IsValid(shape) and on_lattice(shape)),
    valid     tstzrange not null check (not isempty(valid)),
    recorded  tstzrange not null check (not isempty(recorded)),
    revision  bigint    not null references revision,
    exclude using gist (scheme_id with =, valid with &&, recorded with &&)
);

create table unassigned_face (
    id        bigint generated always as identity primary key,
    scheme_id integer   not null references scheme,
    shape     geometry(Polygon, 4326) not null check (ST_IsValid(shape) and on_lattice(shape)),
    valid     tstzrange not null check (not isempty(valid)),
    recorded  tstzrange not null check (not isempty(recorded)),
    revision  bigint    not null references revision
);
