-- What MQTT 5 says of a message beside its body, so that a replay reads what ingest read (docs/formats.md).
alter table quarantine add column content_type text;
alter table quarantine add column user_properties jsonb;
comment on column quarantine.content_type is 'The content type that the publisher gave, null where it gave none.';
comment on column quarantine.user_properties is 'User properties by name, null where there are none.';
