-- Insights: what a dashboard reads besides the figures of days.

-- One row per order, cancellation and adjustment, with its moment: for a day that is not over, compared with others up
-- to the same hour. previous_date is the day of the same customer's order before.
create or replace view reporting.sales with (security_invoker = true) as
select tenant_id, local_date, kind, currency, gross, refunds, gross - refunds as net,
       placed_at, customer_id, previous_date
  from orders;
-- Which product a variant is of.
create view reporting.variants with (security_invoker = true) as
select tenant_id, id, product_id from variants;
-- The figures of variants by themselves: summed before anybody asks which product they are of.
create view reporting.variant_sales_days with (security_invoker = true) as
select tenant_id, local_date, variant_id, orders, units, gross, refunds from variant_days;
create view reporting.variant_sales_months with (security_invoker = true) as
select tenant_id, month, variant_id, orders, units, gross, refunds from variant_months;
-- Files that are on their way into the books, or out of them again.
create view reporting.imports_at_work with (security_invoker = true) as
select tenant_id, id, kind, state, file_name, rows_read, rows_expected, created_at
  from imports
 where state in ('waiting', 'running', 'counting', 'paused', 'undoing');

grant select on
  reporting.variants, reporting.variant_sales_days, reporting.variant_sales_months, reporting.imports_at_work
  to haat_app;
