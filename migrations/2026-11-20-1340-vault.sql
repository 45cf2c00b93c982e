-- Vault: the keys that a tenant's sealed columns are sealed with, each wrapped by a master key that the database does not hold.

-- The tenant of zeros has keys too, for what belongs to people and to the platform: no reference to tenants.
-- master is the name of the master key that wrapped it. A retired key still opens; it goes when nothing needs it.
create table data_keys (
  tenant_id uuid not null,
  id uuid not null,
  -- data seals values, index makes the fingerprints that they are searched by.
  purpose text not null check (purpose in ('data', 'index')),
  wrapped bytea not null,
  master text not null,
  created_at timestamptz not null,
  retired_at timestamptz,
  primary key (tenant_id, id)
);
-- One that seals: of two that make a tenant's first key at once, one wins.
create unique index data_keys_current on data_keys (tenant_id, purpose) where retired_at is null;
-- For the rotation of the master key, which goes through all tenants.
create index data_keys_master on data_keys (master, tenant_id);
alter table data_keys alter column tenant_id set statistics 0;
alter table data_keys enable row level security;
create policy tenant on data_keys to haat_app
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

-- Which tenants have keys to be wrapped anew or taken out of use; never a key.
create policy platform on data_keys for select to haat_platform using (true);

grant select, insert, update (wrapped, master, retired_at), delete on data_keys to haat_app;
grant select (tenant_id, id, purpose, master, created_at, retired_at) on data_keys to haat_platform;
