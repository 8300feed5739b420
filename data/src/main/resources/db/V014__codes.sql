-- By which rule the codes of a level are made (docs/decisions/019-codes.md).
alter table level add column code_rule text check (code_rule <> '');
comment on column level.code_rule is 'The name of a rule, built in or of a file; null where codes are free.';

-- All codes that begin so, ever given: what the next number is counted after.
create index grid_version_code on grid_version (scheme_id, code text_pattern_ops);
