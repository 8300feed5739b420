-- How far up the hierarchy somebody may redraw, and lines that nobody may move
-- (docs/decisions/021-edges-and-locks.md).

alter table access_token add column level smallint not null default 1 check (level between 0 and 9);
update access_token set level = 0 where role in ('approver', 'admin');
comment on column access_token.level is
    'The widest level whose boundaries the holder may change: 1 is all grids, 0 the outline too.';

create table locked_line (
    scheme_id integer     not null references scheme,
    code      text        not null check (code <> ''),
    name_zh   text        not null,
    name_en   text        not null,
    shape     geometry(MultiLineString, 4326) not null check (not ST_IsEmpty(shape)),
    source    text,
    author    text        not null,
    at        timestamptz not null default clock_timestamp(),
    primary key (scheme_id, code)
);
comment on table locked_line is 'Borders that lie along one of these are not moved: a river, a ring road.';
comment on column locked_line.shape is 'On the lattice.';
comment on column locked_line.source is 'Where the line is from, e.g. road:123.';
create index locked_line_shape on locked_line using gist (shape);
