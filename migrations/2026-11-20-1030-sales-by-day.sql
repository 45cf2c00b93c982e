-- Orders: a line sells a variant; sales are kept by day.

-- A product's key is that of its variant (see variants); a code that two sources shared goes to one of them.
update order_lines l
   set product_id = v.id
  from products p
  join variants v on v.tenant_id = p.tenant_id and v.sku = p.source_key
 where l.tenant_id = p.tenant_id and l.product_id = p.id and v.id <> p.id;
alter table order_lines rename column product_id to variant_id;
alter table order_lines drop constraint order_lines_tenant_id_product_id_fkey;
alter table order_lines
  add foreign key (tenant_id, variant_id) references variants (tenant_id, id),
  add column import_id uuid;
alter index order_lines_product rename to order_lines_variant;
alter table order_lines drop constraint order_lines_head_check,
  add constraint order_lines_head_check check (head in (
    'product', 'postage', 'fee', 'discount', 'manual', 'tax', 'bad_debt', 'zero_price', 'adjustment'));

alter table orders
  add column region text not null default '',
  add column city text not null default '',
  -- The hour of placed_at in the shop's time zone.
  add column local_hour smallint not null default 0 check (local_hour between 0 and 23),
  -- The day of the order before this one of the same customer; nil for their first, and where nobody is named.
  add column previous_date date,
  add column import_id uuid;
create index orders_import on orders (tenant_id, import_id) where import_id is not null;
create index orders_buyers on orders (tenant_id, local_date) include (customer_id, previous_date)
  where kind = 'order';

-- The figures of a day of the shop's calendar, restated from the orders and lines of that day. Amounts are minor
-- units of the shop's currency.
create table sales_days (
  tenant_id uuid not null,
  local_date date not null,
  orders integer not null,
  cancellations integer not null,
  -- Orders that are their customer's first, and orders of nobody known.
  first_orders integer not null,
  anonymous_orders integer not null,
  -- Of product lines that are no refunds.
  units bigint not null,
  gross bigint not null,
  refunds bigint not null,
  postage bigint not null,
  fees bigint not null,
  discounts bigint not null,
  manual bigint not null,
  tax bigint not null,
  -- Lines that are no sales.
  bad_debt_lines integer not null,
  zero_price_lines integer not null,
  adjustment_lines integer not null,
  primary key (tenant_id, local_date)
);
create table sales_hours (
  tenant_id uuid not null,
  local_date date not null,
  hour smallint not null,
  orders integer not null,
  gross bigint not null,
  refunds bigint not null,
  primary key (tenant_id, local_date, hour)
);
create table sales_places (
  tenant_id uuid not null,
  local_date date not null,
  country text not null,
  region text not null,
  orders integer not null,
  gross bigint not null,
  refunds bigint not null,
  primary key (tenant_id, local_date, country, region)
);
create table variant_days (
  tenant_id uuid not null,
  local_date date not null,
  variant_id uuid not null,
  orders integer not null,
  units bigint not null,
  gross bigint not null,
  refunds bigint not null,
  primary key (tenant_id, local_date, variant_id)
);
create index variant_days_variant on variant_days (tenant_id, variant_id, local_date);
create table variant_months (
  tenant_id uuid not null,
  -- The first day of the month.
  month date not null,
  variant_id uuid not null,
  orders integer not null,
  units bigint not null,
  gross bigint not null,
  refunds bigint not null,
  primary key (tenant_id, month, variant_id)
);
create index variant_months_variant on variant_months (tenant_id, variant_id, month);
-- Days whose rows have changed since their figures were stated: written in the transaction of the change.
create table stale_days (
  tenant_id uuid not null,
  local_date date not null,
  primary key (tenant_id, local_date)
);
-- What the nightly check found.
create table figure_checks (
  tenant_id uuid not null,
  id uuid not null,
  checked_at timestamptz not null,
  days integer not null,
  -- Day, figure, stated and counted value of each difference; at most a hundred.
  differences jsonb not null,
  primary key (tenant_id, id)
);

alter table sales_days alter column tenant_id set statistics 0;
alter table sales_hours alter column tenant_id set statistics 0;
alter table sales_places alter column tenant_id set statistics 0;
alter table variant_days alter column tenant_id set statistics 0;
alter table variant_months alter column tenant_id set statistics 0;
alter table stale_days alter column tenant_id set statistics 0;
alter table figure_checks alter column tenant_id set statistics 0;
alter table sales_days enable row level security;
alter table sales_hours enable row level security;
alter table sales_places enable row level security;
alter table variant_days enable row level security;
alter table variant_months enable row level security;
alter table stale_days enable row level security;
alter table figure_checks enable row level security;
create policy tenant on sales_days
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
create policy tenant on sales_hours
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
create policy tenant on sales_places
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
create policy tenant on variant_days
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
create policy tenant on variant_months
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
create policy tenant on stale_days
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
create policy tenant on figure_checks
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

grant select, insert, update, delete on
  sales_days, sales_hours, sales_places, variant_days, variant_months, stale_days, figure_checks to haat_app;

-- Orders that are there already: the hour, the order before, and figures for every day.
update orders o set local_hour = extract(hour from o.placed_at at time zone t.time_zone)
  from tenants t where t.id = o.tenant_id;
update orders o set previous_date = w.previous
  from (select tenant_id, id,
               lag(local_date) over (partition by tenant_id, customer_id order by placed_at, id) as previous
          from orders where kind = 'order' and customer_id is not null) w
 where o.tenant_id = w.tenant_id and o.id = w.id and w.previous is not null;
insert into stale_days (tenant_id, local_date) select distinct tenant_id, local_date from orders;
