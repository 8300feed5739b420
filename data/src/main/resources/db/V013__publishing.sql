-- Boundaries that follow others: codes that are never used again, what became of which grid, and what stands in it
-- (docs/decisions/018-publishing.md).

-- Every code that was ever used, and by whom. A row stays for ever: that is what keeps a code from being used again.
create table code_ledger (
    scheme_id integer     not null references scheme,
    code      text        not null,
    grid_id   bigint      not null references grid,
    issued    timestamptz not null,
    retired   timestamptz,
    reason    text        check (reason in ('split', 'merge', 'transfer', 'retire', 'complex', 'recode')),
    revision  bigint      not null references revision,
    primary key (scheme_id, code),
    check ((reason is null) = (retired is null))
);
comment on column code_ledger.issued is 'When it began to apply.';
comment on column code_ledger.retired is 'When it ceased to apply; null while it is in use.';
comment on column code_ledger.reason is 'What became of its grid; recode where the grid goes on under another code.';
comment on column code_ledger.revision is 'The revision that issued it or, of a retired one, that retired it.';
create index code_ledger_grid on code_ledger (grid_id);

insert into code_ledger (scheme_id, code, grid_id, issued, retired, reason, revision)
select distinct on (scheme_id, code)
       scheme_id, code, grid_id,
       coalesce(min(lower(valid)) over same, '-infinity'),
       case when not upper_inf(valid) then upper(valid) end,
       case when not upper_inf(valid) then 'retire' end,
       revision
from grid_version where upper_inf(recorded)
window same as (partition by scheme_id, code)
order by scheme_id, code, upper(valid) desc nulls first;

-- Where land went. Grids that no revision touched have no row.
create table lineage (
    id              bigint   generated always as identity primary key,
    revision        bigint   not null references revision,
    kind            text     not null
        check (kind in ('keep', 'split', 'merge', 'transfer', 'retire', 'create', 'complex')),
    level           smallint not null,
    before_grid     bigint   references grid,
    before_code     text,
    after_grid      bigint   references grid,
    after_code      text,
    share_of_before float8   not null check (share_of_before between 0 and 1),
    share_of_after  float8   not null check (share_of_after between 0 and 1),
    check (before_grid is not null or after_grid is not null),
    check ((before_grid is null) = (before_code is null) and (after_grid is null) = (after_code is null))
);
comment on column lineage.share_of_before is 'Which part of the land of the grid before went there.';
comment on column lineage.share_of_after is 'Which part of the land of the grid after came from there.';
create index lineage_revision on lineage (revision);
create index lineage_before on lineage (before_grid);
create index lineage_after on lineage (after_grid);

-- How many grids a revision touched.
alter table revision
    add column created integer not null default 0,
    add column changed integer not null default 0,
    add column retired integer not null default 0;
update revision r set created = v.grids
from (select revision, count(distinct grid_id) as grids from grid_version group by revision) v
where v.revision = r.id;

-- The constraints' own indexes are made for ranges: who has the id of a grid wants its few versions at once.
create index grid_version_grid on grid_version (grid_id);

-- Things that stand are placed again when a revision takes effect, and some times after that: for what was committed
-- meanwhile by whoever did not know yet, or came late. One row is one walk through all of them, some at a time.
create table replacement (
    id       bigint      generated always as identity primary key,
    revision bigint      not null references revision,
    subject  text        not null check (subject in ('alert', 'incident', 'device')),
    due      timestamptz not null,
    after    bigint      not null default 0
);
comment on column replacement.after is 'Those up to this id (of a device, its no) were looked at.';
create index replacement_due on replacement (due, id);
create index incident_open on incident (id) where state = 'open';
