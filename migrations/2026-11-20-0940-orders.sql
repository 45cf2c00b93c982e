-- Orders: what was bought, and the imports that bring it.

-- A row is an invoice: an order, a cancellation (a credit for goods that came back), or one without a product line
-- (stock adjustments, bad debts, charges alone). Charges are postage, fees, discounts and manual lines. Amounts are
-- minor units of the currency. local_date is the date of placed_at in the shop's time zone.
create table orders (
  tenant_id uuid not null,
  id uuid not null,
  number bigint not null,
  source text not null,
  source_number text not null,
  kind text not null check (kind in ('order', 'cancellation', 'other')),
  state text not null
    check (state in ('placed', 'paid', 'packed', 'shipped', 'delivered', 'returned', 'cancelled')),
  customer_id uuid,
  country text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  placed_at timestamptz not null,
  local_date date not null,
  gross bigint not null,
  refunds bigint not null,
  charges bigint not null,
  total bigint not null,
  line_count integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, source, source_number),
  foreign key (tenant_id, customer_id) references customers (tenant_id, id)
);
create index orders_placed on orders (tenant_id, placed_at desc, id desc);
create index orders_kind on orders (tenant_id, kind, placed_at desc, id desc);
create index orders_total on orders (tenant_id, total desc, id desc);
create index orders_customer on orders (tenant_id, customer_id, placed_at desc);
create index orders_local_date on orders (tenant_id, local_date);
create index orders_source_number on orders (tenant_id, source_number text_pattern_ops);
alter table orders alter column tenant_id set statistics 0;
alter table orders enable row level security;
create policy tenant on orders
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

-- A line is known by its place in its invoice, so that a file read twice changes nothing.
create table order_lines (
  tenant_id uuid not null,
  order_id uuid not null,
  position integer not null check (position > 0),
  head text not null check (head in (
    'product', 'postage', 'fee', 'discount', 'manual', 'bad_debt', 'zero_price', 'adjustment')),
  product_id uuid,
  sku text not null,
  description text not null,
  quantity bigint not null,
  unit_price numeric(18,6) not null,
  amount bigint not null,
  primary key (tenant_id, order_id, position),
  foreign key (tenant_id, order_id) references orders (tenant_id, id) on delete cascade,
  foreign key (tenant_id, product_id) references products (tenant_id, id)
);
-- Led by the product, so that the planner never reads a shop's lines through it to find those of some orders.
create index order_lines_product on order_lines (product_id, tenant_id);
alter table order_lines alter column tenant_id set statistics 0;
alter table order_lines enable row level security;
create policy tenant on order_lines
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

-- How far a file has been read: written in the transaction of the rows it counts.
create table order_imports (
  tenant_id uuid not null,
  id uuid not null,
  source text not null,
  file_name text not null,
  file_hash bytea not null check (length(file_hash) = 32),
  time_zone text not null,
  state text not null check (state in ('running', 'finished')),
  byte_offset bigint not null,
  rows_read bigint not null,
  -- Lines that were new, lines that were there already, and those of them that were there with another content.
  lines_added bigint not null,
  lines_known bigint not null,
  lines_different bigint not null,
  rows_refused bigint not null,
  started_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, source, file_hash)
);
alter table order_imports alter column tenant_id set statistics 0;
alter table order_imports enable row level security;
create policy tenant on order_imports
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

-- What could not be read, kept until the person has mended it.
create table order_import_refusals (
  tenant_id uuid not null,
  import_id uuid not null,
  line bigint not null,
  reason text not null,
  content text not null,
  primary key (tenant_id, import_id, line),
  foreign key (tenant_id, import_id) references order_imports (tenant_id, id) on delete cascade
);
alter table order_import_refusals alter column tenant_id set statistics 0;
alter table order_import_refusals enable row level security;
create policy tenant on order_import_refusals
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

grant select, insert, update, delete on orders, order_lines, order_imports, order_import_refusals to haat_app;
