-- What the books say, one figure a row: the group, its key, the measure, the value. :tenant and :source are given.
with lines as (
  select l.head, l.sku, l.amount, o.kind, o.local_date, o.country, c.source_key as customer, o.id as order_id
    from order_lines l
    join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id
    left join customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id
   where l.tenant_id = :'tenant' and o.source = :'source'
), keyed as (
  select 'total' as grouped, 'all' as key, lines.* from lines
  union all select 'day', local_date::text, lines.* from lines
  union all select 'country', country, lines.* from lines
  union all select 'customer', customer, lines.* from lines where customer is not null
  union all select 'product', sku, lines.* from lines where head = 'product'
)
select grouped, key, 'lines', count(*) from keyed group by 1, 2
union all
select grouped, key, head, sum(amount) from keyed where head <> 'product' group by 1, 2, 3
union all
select grouped, key, 'net', sum(amount) from keyed where head = 'product' group by 1, 2
union all
select grouped, key, 'refunds', -sum(amount) from keyed
 where head = 'product' and (kind = 'cancellation' or amount < 0) group by 1, 2
union all
select grouped, key, 'gross', sum(amount) from keyed
 where head = 'product' and kind <> 'cancellation' and amount >= 0 group by 1, 2
union all
select grouped, key, 'orders', count(distinct order_id) from keyed
 where kind = 'order' and grouped <> 'product' group by 1, 2
-- The figures that are stored with each order, which the pages read: the same again.
union all
select 'stored ' || grouped, key, measure, sum(value)
  from (
    select 'total' as grouped, 'all' as key, o.* from orders o
    union all select 'day', local_date::text, o.* from orders o
    union all select 'country', country, o.* from orders o) o
 cross join lateral (values
   ('gross', gross), ('refunds', refunds), ('net', gross - refunds), ('lines', line_count),
   ('charges', charges), ('orders', (kind = 'order')::integer)) as v (measure, value)
 where tenant_id = :'tenant' and source = :'source'
 group by 1, 2, 3
union all
select 'counts', head, 'lines', count(*) from lines group by head
union all
select 'counts', 'invoices', 'lines', count(*) from orders where tenant_id = :'tenant' and source = :'source'
union all
select 'customer_country', source_key, country, 1
  from customers where tenant_id = :'tenant' and source = :'source' and country <> ''
union all
select 'refused', reason, 'rows', count(*)
  from import_refusals r
  join imports i on i.tenant_id = r.tenant_id and i.id = r.import_id
 where r.tenant_id = :'tenant' and i.source = :'source'
 group by 2;
