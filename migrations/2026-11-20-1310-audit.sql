-- Audit: who did what, to which thing, from where. Written in the transaction of the change, never altered.

-- What stands here is kept for good: keys and words of the program, nothing by which a person could be known. Names and
-- contents stand in the two tables below, each under a salted digest: they can be erased, and the log still verifies.
-- The key's first bits are the moment (UUIDv7), so its order is that of time.
create table audit (
  tenant_id uuid not null,
  id uuid not null,
  occurred_at timestamptz not null,
  actor_kind text not null check (actor_kind in ('person', 'token', 'job', 'command')),
  actor_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  request_id text not null,
  actor_digest bytea not null check (length(actor_digest) = 32),
  digest bytea not null check (length(digest) = 32),
  primary key (tenant_id, id)
);
create index audit_actor on audit (tenant_id, actor_id, id);
create index audit_action on audit (tenant_id, action, id);
create index audit_subject on audit (tenant_id, subject_kind, subject_id, id);
alter table audit alter column tenant_id set statistics 0;
alter table audit enable row level security;
create policy tenant on audit
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

-- Who it was by name, and from where. Goes when the person asks to be forgotten.
create table audit_actors (
  tenant_id uuid not null,
  audit_id uuid not null,
  salt bytea not null check (length(salt) = 32),
  name text not null,
  address text not null,
  device text not null,
  primary key (tenant_id, audit_id),
  foreign key (tenant_id, audit_id) references audit (tenant_id, id)
);
create index audit_actors_address on audit_actors (tenant_id, address, audit_id);
alter table audit_actors alter column tenant_id set statistics 0;
alter table audit_actors enable row level security;
create policy tenant on audit_actors
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

-- What the thing was called, and how it was before and after, as JSON whose very bytes are under the digest. Goes when
-- whom it is about asks to be forgotten.
create table audit_payloads (
  tenant_id uuid not null,
  audit_id uuid not null,
  salt bytea not null check (length(salt) = 32),
  label text not null,
  before text not null,
  after text not null,
  primary key (tenant_id, audit_id),
  foreign key (tenant_id, audit_id) references audit (tenant_id, id)
);
alter table audit_payloads alter column tenant_id set statistics 0;
alter table audit_payloads enable row level security;
create policy tenant on audit_payloads
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

-- What waits for its seal: never more than the last minute's. Sealing takes the rows away.
create table audit_unsealed (
  tenant_id uuid not null,
  audit_id uuid not null,
  primary key (tenant_id, audit_id)
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 500);
alter table audit_unsealed alter column tenant_id set statistics 0;
alter table audit_unsealed enable row level security;
create policy tenant on audit_unsealed to haat_app
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
-- Who seals looks for the businesses that have something.
create policy platform on audit_unsealed for select to haat_platform using (true);

-- head = HMAC(key, tenant, sequence, moment, count, digest, previous): without the key, which is not in here, nobody can
-- write a chain that verifies.
create table audit_seals (
  tenant_id uuid not null,
  sequence bigint not null check (sequence > 0),
  sealed_at timestamptz not null,
  entries integer not null check (entries > 0),
  key_id text not null,
  digest bytea not null check (length(digest) = 32),
  previous bytea not null check (length(previous) = 32),
  head bytea not null check (length(head) = 32),
  primary key (tenant_id, sequence)
);
alter table audit_seals alter column tenant_id set statistics 0;
alter table audit_seals enable row level security;
create policy tenant on audit_seals
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

-- Which seal an entry is under, with its own digest, so that a changed one can be named. No reference to audit: what is
-- gone there is to be found out, not prevented by a look at every row.
create table audit_sealed (
  tenant_id uuid not null,
  audit_id uuid not null,
  sequence bigint not null,
  digest bytea not null check (length(digest) = 32),
  primary key (tenant_id, audit_id)
);
create index audit_sealed_sequence on audit_sealed (tenant_id, sequence, audit_id);
alter table audit_sealed alter column tenant_id set statistics 0;
alter table audit_sealed enable row level security;
create policy tenant on audit_sealed
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

grant select, insert on audit, audit_seals, audit_sealed to haat_app;
grant select, insert, delete on audit_actors, audit_payloads, audit_unsealed to haat_app;
grant select (tenant_id) on audit_unsealed to haat_platform;
