-- What the planner knows before the first analyze.
--
-- Without statistics it takes any index that begins with tenant_id to be as good as the primary key, keeps that choice
-- for the foreign keys of a connection, and a shop's first import then reads all its rows for each line: measured,
-- 264 ms for the first 10,000 lines and 2,300 ms for the tenth. Autovacuum would mend it a minute later, and the
-- application may not analyze. So a few hundred rows of one tenant are shown to the planner and taken away again.

insert into customers (tenant_id, id, number, source, source_key, name, country, country_at, created_at)
select '00000000-0000-7000-8000-000000000000', gen_random_uuid(), n, 'none', n, 'none', '', now(), now()
  from generate_series(1, 1000) n;
insert into products (tenant_id, id, source, sku, name, name_at, created_at)
select '00000000-0000-7000-8000-000000000000', gen_random_uuid(), 'none', n, 'none', now(), now()
  from generate_series(1, 1000) n;
insert into orders (
  tenant_id, id, number, source, source_number, kind, state, customer_id, country, currency, placed_at, local_date,
  gross, refunds, charges, total, line_count)
select tenant_id, gen_random_uuid(), number, 'none', number, 'order', 'delivered', id, '', 'XXX',
       now() - number * interval '1 hour', current_date - number::integer / 24, number, 0, 0, number, 5
  from customers;
insert into order_lines (
  tenant_id, order_id, position, head, product_id, sku, description, quantity, unit_price, amount)
select o.tenant_id, o.id, position, 'product', p.id, p.sku, 'none', position, p.sku::integer, position
  from orders o
  join products p on p.tenant_id = o.tenant_id and p.sku = o.source_number
 cross join generate_series(1, 5) position;

analyze customers, products, orders, order_lines;

delete from order_lines;
delete from orders;
delete from products;
delete from customers;
