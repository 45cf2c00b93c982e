-- Reporting: what Insights reads. Each view runs with the rights of who asks, so row security holds in it.

create schema reporting;
grant usage on schema reporting to haat_app;

-- One row per order, cancellation and adjustment, in minor units. Gross sales and refunds are of product lines.
create view reporting.sales with (security_invoker = true) as
select tenant_id, local_date, kind, currency, gross, refunds, gross - refunds as net
  from orders;

grant select on reporting.sales to haat_app;
