-- Fills a business with a generated history: three years up to a day, about 10 million order lines unless told
-- otherwise. Run as the owner of the tables, for a tenant that is there already:
--
--   psql -v tenant=UUID -v until=2026-11-20 -v zone=Asia/Dhaka -v orders=500000 -f Benchmarks/shop/shop.sql URL
--
-- A few products sell most; weekdays, seasons and growth show; some come back often and some never; a fifth of the
-- orders names nobody; goods come back. Equal input gives an equal shop. The figures of days are left to be restated.
\set ON_ERROR_STOP on
set client_min_messages = warning;
set work_mem = '256MB';
select setseed(0.42) \g /dev/null

create function pg_temp.key(kind int, number bigint) returns uuid immutable language sql
  as $$ select (lpad(to_hex(number), 12, '0') || '700' || kind::text || '8' || repeat('0', 15))::uuid $$;

insert into customers (tenant_id, id, number, source, source_key, name, country, country_at, created_at, region, city)
select :'tenant', pg_temp.key(1, i), i, 'csv', 'K' || i,
       (array['Ayesha','Babul','Chandra','Dipali','Emdad','Farah','Gopal','Hena','Imran','Jamila'])[i % 10 + 1] || ' '
         || (array['Akter','Barua','Chowdhury','Das','Hossain','Islam','Karim','Mia','Rahman','Sarkar'])[i / 10 % 10 + 1],
       'Bangladesh', now(), now(), 'District ' || (floor(64 * power(random(), 2)))::int, ''
  from generate_series(1, 60000) i;

insert into products (tenant_id, id, source, source_key, name, name_at, created_at)
select :'tenant', pg_temp.key(2, i), 'csv', 'P' || i, 'Product ' || i, now(), now() from generate_series(1, 4000) i;
insert into variants (tenant_id, id, product_id, position, sku, price, created_at)
select :'tenant', pg_temp.key(3, i), pg_temp.key(2, (i - 1) % 4000 + 1), (i - 1) / 4000 + 1, 'P' || i,
       round((0.5 + 40 * power(random(), 3))::numeric, 2), now()
  from generate_series(1, 5000) i;

-- How many orders each day has: growth, the week, a summer and a festival season.
create temporary table day_orders as
select day, weight / sum(weight) over () * :orders as orders
  from (
    select day, (1 + (day - (:'until'::date - 1095)) / 1095.0)
                * (array[0.9, 1.0, 1.05, 1.1, 1.4, 1.5, 0.8])[extract(isodow from day)::int]
                * (1 + 0.3 * sin(2 * pi() * extract(doy from day) / 365))
                * case when extract(month from day) in (4, 12) then 1.5 else 1 end as weight
      from generate_series(:'until'::date - 1095, :'until'::date, interval '1 day') g (at)
     cross join lateral (select at::date as day) d) weights;

create temporary table new_orders as
select row_number() over (order by day, second) as number, day, second, is_cancellation, customer, size
  from (
    select day, floor(power(random(), 0.8) * 50400 + 28800) as second, random() < 0.03 as is_cancellation,
           case when random() < 0.8 then (1 + floor(60000 * power(random(), 2.5)))::int end as customer,
           case when random() < 0.03 then 2 else (1 + floor(random() * 40))::int end as size
      from day_orders cross join lateral generate_series(1, floor(orders + random())::int)) drawn;

create temporary table new_lines as
select o.number, row_number() over (partition by o.number)::int as position,
       case when drawn.p < 0.955 then 'product'
            when drawn.p < 0.985 then 'postage' when drawn.p < 0.99 then 'discount' when drawn.p < 0.995 then 'manual'
            else 'zero_price' end as head,
       least(floor(exp(drawn.r * ln(5001)))::int, 5000) as variant, drawn.p,
       case when o.is_cancellation then -1 else 1 end * (1 + floor(power(drawn.q, 3) * 12))::bigint as quantity
  from new_orders o
 cross join lateral generate_series(1, case when o.is_cancellation then least(o.size, 3) else o.size end) n
 cross join lateral (select random() as p, random() as r, random() as q, n) drawn;

create temporary table priced_lines as
select l.number, l.position, l.head, case when l.head in ('product', 'zero_price') then l.variant end as variant,
       case when l.head in ('product', 'zero_price') then 'P' || l.variant else upper(l.head) end as sku,
       case when l.head in ('product', 'zero_price') then l.quantity else sign(l.quantity)::bigint end as quantity,
       case l.head when 'zero_price' then 0 when 'postage' then 3.5 when 'discount' then -2 when 'manual' then 1
                   else v.price end as price
  from new_lines l
  join variants v on v.tenant_id = :'tenant' and v.id = pg_temp.key(3, l.variant);
drop table new_lines;

insert into orders (tenant_id, id, number, source, source_number, kind, state, customer_id, country, region, currency,
                    placed_at, local_date, local_hour, gross, refunds, charges, total, line_count)
select :'tenant', pg_temp.key(4, o.number), o.number, 'csv', case when o.is_cancellation then 'C' else '' end || o.number,
       case when o.is_cancellation then 'cancellation' when f.products > 0 then 'order' else 'other' end,
       case when o.is_cancellation then 'returned' else 'delivered' end,
       pg_temp.key(1, o.customer), coalesce(c.country, 'Bangladesh'), coalesce(c.region, ''), 'BDT',
       (o.day + make_interval(secs => o.second)) at time zone :'zone', o.day, floor(o.second / 3600)::smallint,
       case when o.is_cancellation then 0 else f.positive end,
       case when o.is_cancellation then 0 else f.positive end - f.net, f.charges, f.net + f.charges, f.lines
  from new_orders o
  join (
    select number, count(*) as lines, count(*) filter (where head = 'product') as products,
           coalesce(sum(round(quantity * price * 100)) filter (where head = 'product'), 0) as net,
           coalesce(sum(round(quantity * price * 100)) filter (where head = 'product' and quantity > 0), 0) as positive,
           coalesce(sum(round(quantity * price * 100)) filter (where head in ('postage', 'discount', 'manual')), 0)
             as charges
      from priced_lines
     group by number) f using (number)
  left join customers c on c.tenant_id = :'tenant' and c.id = pg_temp.key(1, o.customer)
 order by o.number;

insert into order_lines (tenant_id, order_id, position, head, variant_id, sku, description, quantity, unit_price, amount)
select :'tenant', pg_temp.key(4, number), position, head, pg_temp.key(3, variant), sku, initcap(sku), quantity,
       price, round(quantity * price * 100)::bigint
  from priced_lines
 order by number, position;

insert into counters (tenant_id, name, value)
values (:'tenant', 'orders', (select max(number) from new_orders)), (:'tenant', 'customers', 60000)
on conflict do nothing;
insert into stale_days (tenant_id, local_date)
select distinct :'tenant'::uuid, local_date from orders where tenant_id = :'tenant';
insert into stale_customers (tenant_id, customer_id)
select distinct :'tenant'::uuid, customer_id from orders where tenant_id = :'tenant' and customer_id is not null;
insert into stale_products (tenant_id, product_id)
select :'tenant'::uuid, id from products where tenant_id = :'tenant';
