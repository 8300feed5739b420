-- From a draft to a revision: who submitted and who approved it (docs/decisions/023-replay.md).
alter table draft
    add column submitted_by text,
    add column submitted_at timestamptz,
    add column approved_by  text,
    add column approved_at  timestamptz,
    add column note         text,
    add column correction   boolean not null default false,
    add column revision     bigint references revision,
    add check ((state = 'published') = (revision is not null)),
    add check ((submitted_by is null) = (submitted_at is null)),
    add check ((approved_by is null) = (approved_at is null)),
    add check (state in ('open', 'withdrawn') or (submitted_by is not null and effective is not null and reason is not null));
comment on column draft.note is 'What whoever returned or approved it last had to say.';
comment on column draft.correction is 'It is meant to take effect in the past: boundaries were not what we believed.';
comment on column draft.revision is 'What it was published as.';
create index draft_revision on draft (revision) where revision is not null;
