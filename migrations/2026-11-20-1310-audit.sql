-- Audit: who did what, to which thing, from where. Written in the transaction of the change, never altered.

-- digest is that of the payload with its salt, which stand apart: both can be erased, and the log still verifies.
create table audit (
  tenant_id uuid not null,
  id uuid not null,
  occurred_at timestamptz not null,
  actor_kind text not null check (actor_kind in ('person', 'token', 'job', 'command')),
  actor_id uuid,
  actor_name text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  subject_label text not null,
  address text not null,
  device text not null,
  request_id text not null,
  digest bytea not null check (length(digest) = 32),
  primary key (tenant_id, id)
);
create index audit_occurred on audit (tenant_id, occurred_at desc, id desc);
alter table audit alter column tenant_id set statistics 0;
alter table audit enable row level security;
create policy tenant on audit
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

create table audit_payloads (
  tenant_id uuid not null,
  audit_id uuid not null,
  salt bytea not null,
  payload text not null,
  primary key (tenant_id, audit_id),
  foreign key (tenant_id, audit_id) references audit (tenant_id, id)
);
alter table audit_payloads alter column tenant_id set statistics 0;
alter table audit_payloads enable row level security;
create policy tenant on audit_payloads
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

grant select, insert on audit to haat_app;
grant select, insert, delete on audit_payloads to haat_app;
