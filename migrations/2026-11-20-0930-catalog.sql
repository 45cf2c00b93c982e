-- Catalog: what a shop sells.

create table products (
  tenant_id uuid not null,
  id uuid not null,
  source text not null,
  sku text not null check (length(sku) between 1 and 100),
  -- Empty until a line has sold it: descriptions of stock adjustments are notes such as "damaged".
  name text not null check (length(name) <= 500),
  -- The time of the line that named it: a later one may rename it, an earlier one not.
  name_at timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, source, sku)
);
alter table products alter column tenant_id set statistics 0;
alter table products enable row level security;
create policy tenant on products
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

grant select, insert, update, delete on products to haat_app;
