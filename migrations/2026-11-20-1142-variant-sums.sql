-- Orders: what variants have sold up to a month, so that the figures of a period of any length are a difference.

-- Before the month began, of all time: for every month from the variant's first sale on, also those without a sale, to
-- the month behind the last one in which the shop has sold anything.
create table variant_sums (
  tenant_id uuid not null,
  month date not null,
  variant_id uuid not null,
  units bigint not null,
  net bigint not null,
  primary key (tenant_id, month, variant_id)
);
create index variant_sums_variant on variant_sums (tenant_id, variant_id);
alter table variant_sums alter column tenant_id set statistics 0;
alter table variant_sums enable row level security;
create policy tenant on variant_sums
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
grant select, insert, update, delete on variant_sums to haat_app;

create view reporting.variant_sums with (security_invoker = true) as
select tenant_id, month, variant_id, units, net from variant_sums;
grant select on reporting.variant_sums to haat_app;

insert into stale_products (tenant_id, product_id) select tenant_id, id from products on conflict do nothing;
