-- Lists: what they are searched, filtered and sorted by.

-- Under row security a condition is looked up in an index only where its operators can tell nobody anything of another's
-- row. Comparisons are of that kind; `lower`, `like` and arithmetic are not. So what a list is searched and paged by is
-- stored as it is compared: in lower case and by bytes, differences taken, and no date as one before all others.
alter table customers
  add column name_key text collate "C" not null generated always as (lower(name)) stored,
  -- The last word of the name, by which people are looked for as much as by the first.
  add column surname_key text collate "C" not null generated always as (regexp_replace(lower(name), '^.*\s', '')) stored,
  add column email_key text collate "C" not null generated always as (lower(email)) stored,
  add column net bigint not null generated always as (gross - refunds) stored,
  add column last_order_key date not null generated always as (coalesce(last_order, '-infinity'::date)) stored;
drop index customers_name;
drop index customers_email;
drop index customers_net;
drop index customers_last_order;
create index customers_name on customers (tenant_id, name_key, id);
create index customers_surname on customers (tenant_id, surname_key);
create index customers_email on customers (tenant_id, email_key);
create index customers_key on customers (tenant_id, source_key text_pattern_ops);
create index customers_net on customers (tenant_id, net desc, id desc);
create index customers_last_order on customers (tenant_id, last_order_key desc, id desc);
create index customers_first_order on customers (tenant_id, first_order desc, id desc);
create index customers_number on customers (tenant_id, number desc, id desc);
create index customers_country on customers (tenant_id, country, number desc, id desc);
create index customers_region on customers (tenant_id, region, number desc, id desc) where region <> '';
create index customers_import on customers (tenant_id, import_id) where import_id is not null;

alter table products
  add column name_key text collate "C" not null generated always as (lower(name)) stored,
  add column net bigint not null generated always as (gross - refunds) stored,
  add column last_sold_key date not null generated always as (coalesce(last_sold, '-infinity'::date)) stored;
drop index products_name;
drop index products_net;
drop index products_last_sold;
create index products_name on products (tenant_id, name_key, id);
create index products_net on products (tenant_id, net desc, id desc);
create index products_last_sold on products (tenant_id, last_sold_key desc, id desc);
create index products_created on products (tenant_id, id desc);
create index products_vendor on products (tenant_id, vendor) where vendor <> '';
create index products_type on products (tenant_id, type) where type <> '';
create index products_import on products (tenant_id, import_id) where import_id is not null;

alter table variants
  add column sku_key text collate "C" generated always as (lower(sku)) stored;
drop index variants_sku;
create index variants_sku on variants (tenant_id, sku_key);
create index variants_barcode on variants (tenant_id, barcode) where barcode <> '';

create index orders_state on orders (tenant_id, state, placed_at desc, id desc);
create index orders_country on orders (tenant_id, country, placed_at desc, id desc);
create index orders_region on orders (tenant_id, region, placed_at desc, id desc) where region <> '';
create index orders_nobody on orders (tenant_id, placed_at desc, id desc) where customer_id is null;
create index orders_refunded on orders (tenant_id, placed_at desc, id desc) where refunds <> 0;

-- The orders that sold a variant, and those with a postage or another charge, are found without reading a line.
drop index order_lines_variant;
create index order_lines_variant on order_lines (variant_id, tenant_id, order_id) include (head, amount);
create index order_lines_head on order_lines (tenant_id, head, order_id) where head <> 'product';

-- Which columns of a list somebody wants to see.
create table list_columns (
  tenant_id uuid not null,
  person_id uuid not null,
  list text not null check (length(list) between 1 and 40),
  -- Their names, in order.
  columns text[] not null,
  primary key (tenant_id, person_id, list)
);
alter table list_columns alter column tenant_id set statistics 0;
alter table list_columns enable row level security;
create policy tenant on list_columns
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
grant select, insert, update, delete on list_columns to haat_app;

-- What the pages of customers and products read of orders, whose tables belong to another feature.
create view reporting.customer_orders with (security_invoker = true) as
select tenant_id, customer_id, id as order_id, source_number as number, kind, state, placed_at, local_date, currency,
       gross, refunds, total
  from orders;
create view reporting.sold_lines with (security_invoker = true) as
select l.tenant_id, l.order_id, l.variant_id, v.product_id, l.head, l.quantity, l.amount, o.kind, o.local_date,
       o.customer_id
  from order_lines l
  join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id
  left join variants v on v.tenant_id = l.tenant_id and v.id = l.variant_id;
create view reporting.customers with (security_invoker = true) as
select tenant_id, id, name from customers;
grant select on reporting.customer_orders, reporting.sold_lines, reporting.customers to haat_app;
