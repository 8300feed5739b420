-- What a proof of boundaries is told besides the boundaries (docs/boundaries.md, "What is proven").

alter table level
    add column min_width          double precision not null default 10 check (min_width >= 0),
    add column min_area           double precision not null default 500 check (min_area >= 0),
    add column sliver_width       double precision not null default 2 check (sliver_width >= 0),
    add column sliver_area        double precision not null default 50 check (sliver_area >= 0),
    add column sliver_compactness double precision not null default 0.3 check (sliver_compactness between 0 and 1),
    add column spike_angle        double precision not null default 5 check (spike_angle >= 0 and spike_angle < 90),
    add column min_segment        double precision not null default 0.05 check (min_segment >= 0);
comment on column level.min_width is 'Metres. Of these limits 0 means none; a shape beyond one is told, not refused.';
comment on column level.min_area is 'Square metres.';
comment on column level.sliver_width is 'Metres; what is narrower is a sliver.';
comment on column level.sliver_area is 'Square metres; what is smaller and less compact than sliver_compactness is a sliver.';
comment on column level.sliver_compactness is 'Polsby and Popper: 4 pi area / perimeter squared.';
comment on column level.spike_angle is 'Degrees; a sharper corner is a spike.';
comment on column level.min_segment is 'Metres between a vertex and the next.';
update level set min_width = 1, min_area = 4, sliver_width = 0, sliver_area = 2 where not tiling;

alter table grid_version add column exclave text check (exclave ~ '\S');
comment on column grid_version.exclave is 'Why the grid may lie in several parts; null where it may not.';
