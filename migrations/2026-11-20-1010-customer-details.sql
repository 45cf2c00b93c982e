-- Customers: how to reach them, where they live, and what they have bought.

alter table customers
  add column email text not null default '',
  add column phone text not null default '',
  add column address text not null default '',
  add column city text not null default '',
  -- A district, state or province, as the source writes it.
  add column region text not null default '',
  add column postcode text not null default '',
  add column tags text[] not null default '{}',
  add column note text not null default '',
  -- Nil where nobody has asked.
  add column accepts_marketing boolean,
  add column import_id uuid,
  -- Of all time; restated from the orders. Amounts in minor units of the shop's currency.
  add column orders integer not null default 0,
  add column gross bigint not null default 0,
  add column refunds bigint not null default 0,
  add column first_order date,
  add column last_order date;

create index customers_email on customers (tenant_id, lower(email) text_pattern_ops);
create index customers_phone on customers (tenant_id, phone text_pattern_ops);
create index customers_orders on customers (tenant_id, orders desc, id desc);
create index customers_net on customers (tenant_id, (gross - refunds) desc, id desc);
create index customers_last_order on customers (tenant_id, last_order desc nulls last, id desc);
