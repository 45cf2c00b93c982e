-- Orders, Customers and Catalog: what else is to be restated, and what a dashboard reads.

-- Customers whose orders have changed since their own figures, and the days of the orders before, were stated.
create table stale_customers (
  tenant_id uuid not null,
  customer_id uuid not null,
  primary key (tenant_id, customer_id)
);
-- Products whose variants have sold otherwise, or that have got or lost a variant, since their figures were stated.
create table stale_products (
  tenant_id uuid not null,
  product_id uuid not null,
  primary key (tenant_id, product_id)
);
-- Orders of a month by the month of the same customer's order before: who comes again. First orders are not here.
create table buyer_months (
  tenant_id uuid not null,
  month date not null,
  previous_month date not null,
  orders integer not null,
  primary key (tenant_id, month, previous_month)
);
alter table stale_customers alter column tenant_id set statistics 0;
alter table stale_products alter column tenant_id set statistics 0;
alter table buyer_months alter column tenant_id set statistics 0;
alter table stale_customers enable row level security;
alter table stale_products enable row level security;
alter table buyer_months enable row level security;
create policy tenant on stale_customers
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
create policy tenant on stale_products
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
create policy tenant on buyer_months
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
grant select, insert, update, delete on stale_customers, stale_products, buyer_months to haat_app;

-- Who came again after a day: those of a period whose order before is in it too are counted once.
create index orders_previous on orders (tenant_id, previous_date) include (local_date)
  where kind = 'order' and customer_id is not null and previous_date is not null;

create view reporting.sales_days with (security_invoker = true) as
select tenant_id, local_date, orders, cancellations, first_orders, anonymous_orders, units, gross, refunds,
       gross - refunds as net, postage, fees, discounts, manual, tax, bad_debt_lines, zero_price_lines,
       adjustment_lines
  from sales_days;
create view reporting.sales_hours with (security_invoker = true) as
select tenant_id, local_date, hour, orders, gross, refunds from sales_hours;
create view reporting.sales_places with (security_invoker = true) as
select tenant_id, local_date, country, region, orders, gross, refunds from sales_places;
create view reporting.variant_days with (security_invoker = true) as
select d.tenant_id, d.local_date, v.product_id, d.variant_id, d.orders, d.units, d.gross, d.refunds
  from variant_days d
  join variants v on v.tenant_id = d.tenant_id and v.id = d.variant_id;
create view reporting.variant_months with (security_invoker = true) as
select m.tenant_id, m.month, v.product_id, m.variant_id, m.orders, m.units, m.gross, m.refunds
  from variant_months m
  join variants v on v.tenant_id = m.tenant_id and v.id = m.variant_id;
create view reporting.products with (security_invoker = true) as
select tenant_id, id, name, source_key as key from products;
-- Orders of customers who are known. One counts for a customer of a period when the customer's order before is none,
-- or is older than the period.
create view reporting.buyers with (security_invoker = true) as
select tenant_id, customer_id, local_date, previous_date
  from orders
 where kind = 'order' and customer_id is not null;
create view reporting.buyer_months with (security_invoker = true) as
select tenant_id, month, previous_month, orders from buyer_months;
-- There are rows while figures are being restated.
create view reporting.stale with (security_invoker = true) as
select tenant_id, local_date from stale_days
 union all
select tenant_id, null from stale_customers
 union all
select tenant_id, null from stale_products;
create view reporting.figure_checks with (security_invoker = true) as
select tenant_id, checked_at, days, jsonb_array_length(differences) as differences from figure_checks;

grant select on
  reporting.sales_days, reporting.sales_hours, reporting.sales_places, reporting.variant_days,
  reporting.variant_months, reporting.products, reporting.buyers, reporting.buyer_months, reporting.stale,
  reporting.figure_checks to haat_app;

insert into stale_customers (tenant_id, customer_id)
select distinct tenant_id, customer_id from orders where customer_id is not null;
insert into stale_products (tenant_id, product_id) select tenant_id, id from products;
