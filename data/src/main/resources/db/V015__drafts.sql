-- Drafts: revisions being prepared, as lists of operations that are each proven (docs/decisions/020-drafts.md).

create table draft (
    id            bigint generated always as identity primary key,
    scheme_id     integer     not null references scheme,
    title         text        not null,
    scope         bigint      references grid,
    base_revision bigint      not null references revision,
    base_at       timestamptz not null,
    effective     timestamptz,
    reason        text,
    document      text,
    state         text        not null default 'open' check (state in ('open', 'submitted', 'published', 'withdrawn')),
    author        text        not null,
    created       timestamptz not null default clock_timestamp(),
    cursor        integer     not null default 0 check (cursor >= 0),
    version       bigint      not null default 0
);
comment on column draft.scope is 'Only the subtree of this grid is redrawn; null means everything.';
comment on column draft.base_revision is 'It was begun on the boundaries as they were believed when this revision was recorded.';
comment on column draft.base_at is 'The moment whose boundaries it was begun on.';
comment on column draft.cursor is 'Operations up to this one apply; those after it were undone.';
comment on column draft.version is 'Counts whatever is done to it, undoing too.';
create index draft_of_scheme on draft (scheme_id, id desc);

create table draft_operation (
    draft_id bigint      not null references draft,
    seq      integer     not null check (seq > 0),
    kind     text        not null,
    payload  jsonb       not null,
    edit     jsonb       not null,
    borders  geometry(MultiLineString, 4326),
    author   text        not null,
    at       timestamptz not null default clock_timestamp(),
    primary key (draft_id, seq)
);
comment on column draft_operation.payload is 'As it was asked for: what is replayed on other boundaries.';
comment on column draft_operation.edit is 'What it changed, grids before and after with their shapes: what undoing puts back, bit for bit.';
comment on column draft_operation.borders is 'The edges that it changed, whole, as they were: nobody else may have changed them when it is replayed.';
