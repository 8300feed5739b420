-- Who is asking. A token is random, shown once, and stored only as its SHA-256 (it has 256 bits of its own: no salt needed).
create table access_token (
    id         bigint generated always as identity primary key,
    name       text        not null,
    role       text        not null check (role in ('viewer', 'operator', 'planner', 'approver', 'device', 'admin')),
    hash       bytea       not null unique check (length(hash) = 32),
    created    timestamptz not null default now(),
    created_by text        not null,
    revoked    timestamptz,
    revoked_by text
);
create unique index access_token_name on access_token (name) where revoked is null;

-- What a browser holds instead of a token it was shown once: ends with its token, and by itself. Hashed like a token.
create table session (
    hash    bytea       primary key check (length(hash) = 32),
    token   bigint      not null references access_token on delete cascade,
    created timestamptz not null default now(),
    expires timestamptz not null
);
create index session_expires on session (expires);

-- Every change, by whom. The change itself is in its own table; this says who made it.
create table audit (
    id      bigint generated always as identity primary key,
    at      timestamptz not null default clock_timestamp(),
    actor   text        not null,
    action  text        not null,
    thing   text        not null,
    id_text text        not null,
    detail  jsonb       not null default '{}'
);
create index audit_thing on audit (thing, id_text, at);
