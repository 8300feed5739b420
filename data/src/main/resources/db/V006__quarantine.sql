-- Retention of quarantine (docs/configuration.md, quarantine.keep).

-- Messages that left quarantine unread because they grew old, by the source under which the ledger counts them: what waits is
-- the ledger's quarantined less these.
create table quarantine_expired (
    source  text   primary key,
    expired bigint not null
);

-- Retention looks for the oldest.
create index quarantine_last_seen on quarantine (last_seen);
