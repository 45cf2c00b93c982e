-- Lists: what people want to see again.

create table saved_views (
  tenant_id uuid not null,
  id uuid not null,
  -- The list: "orders", "customers", "products".
  list text not null check (length(list) between 1 and 40),
  name text not null check (length(name) between 1 and 60),
  -- Search, filters, sort and columns, as they stand in the address behind the question mark.
  query text not null check (length(query) <= 2000),
  -- Whose it is; everybody sees it when it is shared.
  person_id uuid not null,
  is_shared boolean not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index saved_views_name on saved_views (tenant_id, list, person_id, lower(name));
alter table saved_views alter column tenant_id set statistics 0;
alter table saved_views enable row level security;
create policy tenant on saved_views
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
grant select, insert, update, delete on saved_views to haat_app;
