-- Jobs: the queue of each tenant, and the events that were published.

-- The tenant of zeros holds the platform's own jobs, so there is no reference to tenants.
-- finished_at is null as long as a worker may still take the job; while one has it, until leased_until, lease says who.
-- A claim changes no indexed column, so that it is a HOT update and the indexes do not grow with it.
create table jobs (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  version integer not null,
  payload jsonb not null,
  priority smallint not null,
  unique_key text,
  state text not null check (state in ('waiting', 'running', 'dead', 'done')),
  attempt integer not null,
  created_at timestamptz not null,
  due_at timestamptz not null,
  lease uuid,
  leased_until timestamptz,
  finished_at timestamptz,
  error text,
  primary key (tenant_id, id),
  check ((state = 'running') = (lease is not null and leased_until is not null)),
  check ((state in ('dead', 'done')) = (finished_at is not null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
create index jobs_open on jobs (tenant_id, priority, due_at, id) where finished_at is null;
create index jobs_finished on jobs (tenant_id, finished_at, id) where finished_at is not null;
create unique index jobs_unique_key on jobs (tenant_id, name, unique_key) where unique_key is not null;
alter table jobs alter column tenant_id set statistics 0;
alter table jobs enable row level security;
create policy tenant on jobs to haat_app
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

-- Workers look for tenants with something to do, and the metrics count: no payload, nothing written.
create policy platform on jobs for select to haat_platform using (true);

-- What happened, in the transaction in which it happened. Never changed.
create table events (
  tenant_id uuid not null,
  id uuid not null,
  name text not null,
  payload jsonb not null,
  occurred_at timestamptz not null,
  primary key (tenant_id, id)
);
alter table events alter column tenant_id set statistics 0;
alter table events enable row level security;
create policy tenant on events
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

grant select, insert, update, delete on jobs to haat_app;
grant select, insert on events to haat_app;
grant select (tenant_id, name, state, due_at, leased_until, finished_at) on jobs to haat_platform;
