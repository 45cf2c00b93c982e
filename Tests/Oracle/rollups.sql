-- What the figures by day, month, customer and product say, in the form of figures.sql.
select 'rollup day', local_date::text, measure, value
  from sales_days
 cross join lateral (values
   ('orders', orders), ('cancellations', cancellations), ('first_orders', first_orders),
   ('anonymous_orders', anonymous_orders), ('units', units), ('gross', gross), ('refunds', refunds),
   ('postage', postage), ('fees', fees), ('discounts', discounts), ('manual', manual), ('tax', tax),
   ('bad_debt_lines', bad_debt_lines), ('zero_price_lines', zero_price_lines),
   ('adjustment_lines', adjustment_lines)) as v (measure, value)
 where tenant_id = :'tenant'
union all
select 'rollup hour', local_date || ' ' || hour, measure, value
  from sales_hours
 cross join lateral (values ('orders', orders), ('gross', gross), ('refunds', refunds)) as v (measure, value)
 where tenant_id = :'tenant'
union all
select 'rollup place', local_date || ' ' || country || region, measure, value
  from sales_places
 cross join lateral (values ('orders', orders), ('gross', gross), ('refunds', refunds)) as v (measure, value)
 where tenant_id = :'tenant'
union all
select 'variant day', d.local_date || ' ' || s.sku, measure, value
  from variant_days d
  join variants s on s.tenant_id = :'tenant' and s.id = d.variant_id
 cross join lateral (values
   ('orders', d.orders), ('units', d.units), ('gross', d.gross), ('refunds', d.refunds)) as v (measure, value)
 where d.tenant_id = :'tenant'
union all
select 'variant month', to_char(m.month, 'YYYY-MM ') || s.sku, measure, value
  from variant_months m
  join variants s on s.tenant_id = :'tenant' and s.id = m.variant_id
 cross join lateral (values
   ('orders', m.orders), ('units', m.units), ('gross', m.gross), ('refunds', m.refunds)) as v (measure, value)
 where m.tenant_id = :'tenant'
union all
select 'packed ' || p.span, p.day || ' ' || s.sku, measure, value
  from (
    select 'day' as span, local_date::text as day, sold from packed_days where tenant_id = :'tenant'
    union all
    select 'month', to_char(month, 'YYYY-MM'), sold from packed_months where tenant_id = :'tenant') p
 cross join lateral generate_series(1, octet_length(sold), 32) as at
  join variants s on s.tenant_id = :'tenant' and s.id = encode(substring(sold from at for 16), 'hex')::uuid
 cross join lateral (values
   ('units', ('x' || encode(substring(sold from at + 16 for 8), 'hex'))::bit(64)::bigint),
   ('net', ('x' || encode(substring(sold from at + 24 for 8), 'hex'))::bit(64)::bigint)) as v (measure, value)
union all
select 'place month', to_char(month, 'YYYY-MM ') || country || region, measure, value
  from place_months
 cross join lateral (values ('orders', orders), ('gross', gross), ('refunds', refunds)) as v (measure, value)
 where tenant_id = :'tenant'
union all
select 'product column', source_key, measure, value
  from products
 cross join lateral (values
   ('units', units), ('gross', gross), ('refunds', refunds),
   ('last_sold', to_char(last_sold, 'YYYYMMDD')::bigint)) as v (measure, value)
 where tenant_id = :'tenant' and value is not null
union all
select 'customer column', source_key, measure, value
  from customers
 cross join lateral (values
   ('orders', orders), ('gross', gross), ('refunds', refunds),
   ('first_order', to_char(first_order, 'YYYYMMDD')::bigint),
   ('last_order', to_char(last_order, 'YYYYMMDD')::bigint)) as v (measure, value)
 where tenant_id = :'tenant' and value is not null
union all
select 'buyer month', to_char(month, 'YYYY-MM ') || to_char(previous_month, 'YYYY-MM'), 'orders', orders
  from buyer_months
 where tenant_id = :'tenant'
union all
-- Customers of a period, each by the one order of theirs that has none before it in the period.
select 'buyers', p.period, case when previous_date is null then 'new' else 'returning' end, count(*)
  from reporting.buyers b
 cross join lateral (values
   ('all', date '-infinity'), (to_char(b.local_date, 'YYYY'), date_trunc('year', b.local_date)),
   (to_char(b.local_date, 'YYYY-MM'), date_trunc('month', b.local_date)),
   ('week ' || date_trunc('week', b.local_date)::date, date_trunc('week', b.local_date)),
   ('day ' || b.local_date, b.local_date)) as p (period, first)
 where b.tenant_id = :'tenant' and (previous_date is null or previous_date < p.first)
 group by 2, 3;
