-- Lists of a large shop: what is counted, found or sorted by an index alone, without a row.

-- A weekday is compared as it is stored: under row security no index knows what `extract` comes to.
alter table orders
  add column local_weekday smallint not null generated always as (extract(dow from local_date)::smallint) stored;
create index orders_weekday on orders (tenant_id, local_weekday, placed_at desc, id desc) include (total);
create index orders_hour on orders (tenant_id, local_hour, placed_at desc, id desc) include (total);

-- With the total in them, the largest of some thousands are found without reading those.
drop index orders_placed;
drop index orders_kind;
drop index orders_state;
drop index orders_country;
drop index orders_region;
drop index orders_nobody;
drop index orders_refunded;
create index orders_placed on orders (tenant_id, placed_at desc, id desc) include (total);
create index orders_kind on orders (tenant_id, kind, placed_at desc, id desc) include (total);
create index orders_state on orders (tenant_id, state, placed_at desc, id desc) include (total);
create index orders_country on orders (tenant_id, country, placed_at desc, id desc) include (total);
create index orders_region on orders (tenant_id, region, placed_at desc, id desc) include (total) where region <> '';
create index orders_nobody on orders (tenant_id, placed_at desc, id desc) include (total) where customer_id is null;
create index orders_refunded on orders (tenant_id, placed_at desc, id desc) include (total) where refunds <> 0;

-- The keys of a customer's orders, and of customers by what they are searched by.
drop index orders_customer;
create index orders_customer on orders (tenant_id, customer_id, placed_at desc, id desc) include (total);
drop index customers_surname;
drop index customers_email;
drop index customers_phone;
drop index customers_key;
create index customers_surname on customers (tenant_id, surname_key, id);
create index customers_email on customers (tenant_id, email_key, id);
create index customers_phone on customers (tenant_id, phone text_pattern_ops, id);
create index customers_key on customers (tenant_id, source_key text_pattern_ops, id);

create index customers_marketing on customers (tenant_id, accepts_marketing, number desc, id desc);
-- No index that row security lets be used knows the tags in an array: those who have any are looked at.
create index customers_tagged on customers (tenant_id, number desc, id desc) include (tags) where tags <> '{}';
