-- What went with the land: households and incidents (docs/decisions/025-statistics.md).
alter table lineage
    add column households        integer check (households >= 0),
    add column households_before integer check (households_before >= households),
    add column households_after  integer check (households_after >= households),
    add column incidents         integer check (incidents >= 0),
    add column incidents_before  integer check (incidents_before >= incidents),
    add column incidents_after   integer check (incidents_after >= incidents);
comment on column lineage.households is 'Which went from the grid before to the grid after, as finer grids count them; null where none does.';
comment on column lineage.households_before is 'All of the grid before, counted alike; null where there is none.';
comment on column lineage.households_after is 'All of the grid after, counted alike; null where there is none.';
comment on column lineage.incidents is 'Of the twelve months before, by their points; null of revisions that were not counted.';
