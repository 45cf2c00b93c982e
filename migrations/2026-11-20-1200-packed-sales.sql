-- Orders: what a dashboard reads of long periods. All variants of a day or a month in one row, and places by month.

-- For each variant with any figure that day, in the order of their keys: the 16 bytes of its key, then the pieces and
-- the net sales in minor units, each as 8 bytes with the highest first.
create table packed_days (
  tenant_id uuid not null,
  local_date date not null,
  sold bytea not null,
  primary key (tenant_id, local_date)
);
create table packed_months (
  tenant_id uuid not null,
  -- The first day of the month.
  month date not null,
  sold bytea not null,
  primary key (tenant_id, month)
);
create table place_months (
  tenant_id uuid not null,
  month date not null,
  country text not null,
  region text not null,
  orders integer not null,
  gross bigint not null,
  refunds bigint not null,
  primary key (tenant_id, month, country, region)
);
-- Keys are made by chance: trying to compress them costs more than it saves.
alter table packed_days alter column sold set storage external;
alter table packed_months alter column sold set storage external;
alter table packed_days alter column tenant_id set statistics 0;
alter table packed_months alter column tenant_id set statistics 0;
alter table place_months alter column tenant_id set statistics 0;
alter table packed_days enable row level security;
alter table packed_months enable row level security;
alter table place_months enable row level security;
create policy tenant on packed_days
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
create policy tenant on packed_months
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
create policy tenant on place_months
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
grant select, insert, update, delete on packed_days, packed_months, place_months to haat_app;

create view reporting.packed_days with (security_invoker = true) as
select tenant_id, local_date, sold from packed_days;
create view reporting.packed_months with (security_invoker = true) as
select tenant_id, month, sold from packed_months;
create view reporting.place_months with (security_invoker = true) as
select tenant_id, month, country, region, orders, gross, refunds from place_months;
grant select on reporting.packed_days, reporting.packed_months, reporting.place_months to haat_app;

insert into packed_days (tenant_id, local_date, sold)
select tenant_id, local_date,
       string_agg(uuid_send(variant_id) || int8send(units) || int8send(gross - refunds), ''::bytea order by variant_id)
  from variant_days
 group by tenant_id, local_date;
insert into packed_months (tenant_id, month, sold)
select tenant_id, month,
       string_agg(uuid_send(variant_id) || int8send(units) || int8send(gross - refunds), ''::bytea order by variant_id)
  from variant_months
 group by tenant_id, month;
insert into place_months (tenant_id, month, country, region, orders, gross, refunds)
select tenant_id, date_trunc('month', local_date)::date as month, country, region, sum(orders),
       least(greatest(sum(gross), -1152921504606846976), 1152921504606846976)::bigint,
       least(greatest(sum(refunds), -1152921504606846976), 1152921504606846976)::bigint
  from sales_places
 group by tenant_id, month, country, region;
