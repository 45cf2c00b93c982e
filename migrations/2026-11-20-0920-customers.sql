-- Customers: whom a shop sells to.

create table customers (
  tenant_id uuid not null,
  id uuid not null,
  number bigint not null,
  source text not null,
  source_key text not null,
  name text not null check (length(name) between 1 and 200),
  country text not null,
  -- The time of the line that named the country: a later one may change it, an earlier one not.
  country_at timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, source, source_key)
);
create index customers_name on customers (tenant_id, lower(name) text_pattern_ops);
alter table customers alter column tenant_id set statistics 0;
alter table customers enable row level security;
create policy tenant on customers
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

grant select, insert, update, delete on customers to haat_app;
