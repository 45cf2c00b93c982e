-- Samples: businesses that were filled with a sample shop, until they have it removed.

create table sample_shops (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('grocery', 'fashion')),
  -- The last moment for which there are orders.
  filled_until timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id)
);
alter table sample_shops alter column tenant_id set statistics 0;
alter table sample_shops enable row level security;
create policy tenant on sample_shops
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
grant select, insert, update, delete on sample_shops to haat_app;
