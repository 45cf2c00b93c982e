-- Tenancy: the businesses, and their counters.

-- Global: read without a tenant, to find one by its address.
create table tenants (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{2,39}$'),
  name text not null check (length(name) between 1 and 120),
  language text not null check (language in ('en', 'bn')),
  digits text not null check (digits in ('latin', 'bengali')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null,
  week_start smallint not null check (week_start between 0 and 6), -- 0 is Sunday
  created_at timestamptz not null
);

-- The numbers that people see: one row per tenant and kind of thing, locked while it is raised.
create table counters (
  tenant_id uuid not null,
  name text not null,
  value bigint not null,
  primary key (tenant_id, name)
);
-- The planner is to take every business for one of 200: with statistics it takes one that came after the last analyze
-- to have a single row, and reads all of its rows through whatever index begins with tenant_id.
alter table counters alter column tenant_id set statistics 0;
alter table counters enable row level security;
create policy tenant on counters
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

grant select, insert, update (name, language, digits, week_start) on tenants to haat_app;
grant select, insert, update on counters to haat_app;
grant select (id, slug, name, time_zone, created_at) on tenants to haat_platform;
