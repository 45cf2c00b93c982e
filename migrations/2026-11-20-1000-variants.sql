-- Catalog: products have variants; what is sold, priced and counted is a variant.

alter table products rename column sku to source_key;
alter table products rename constraint products_tenant_id_source_sku_key to products_tenant_id_source_source_key_key;
alter table products rename constraint products_sku_check to products_source_key_check;
alter table products drop constraint products_source_key_check,
  add constraint products_source_key_check check (length(source_key) between 1 and 300);

alter table products
  add column description text not null default '',
  add column vendor text not null default '',
  add column type text not null default '',
  add column tags text[] not null default '{}',
  add column status text not null default 'active' check (status in ('active', 'draft', 'archived')),
  -- The names of what its variants differ in: {Size,Colour}.
  add column options text[] not null default '{}',
  add column image text not null default '',
  -- The import that made it; nil for what was made here.
  add column import_id uuid,
  -- What it has sold, of all time; restated from its variants' months. In minor units of the shop's currency.
  add column units bigint not null default 0,
  add column gross bigint not null default 0,
  add column refunds bigint not null default 0,
  add column last_sold date;

create index products_name on products (tenant_id, lower(name) text_pattern_ops, id);
create index products_units on products (tenant_id, units desc, id desc);
create index products_net on products (tenant_id, (gross - refunds) desc, id desc);
create index products_last_sold on products (tenant_id, last_sold desc nulls last, id desc);

-- A variant is known by its SKU where it has one. Prices are of one unit, in the shop's currency.
create table variants (
  tenant_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  position integer not null check (position > 0),
  sku text check (length(sku) between 1 and 100),
  barcode text not null default '',
  -- The values of the product's options, in their order: {Large,Blue}; none for the only variant.
  options text[] not null default '{}',
  price numeric(18,6),
  compare_at numeric(18,6),
  cost numeric(18,6),
  tax_class text not null default '',
  weight_grams bigint,
  import_id uuid,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, sku),
  foreign key (tenant_id, product_id) references products (tenant_id, id) on delete cascade
);
create index variants_product on variants (tenant_id, product_id, position);
create index variants_sku on variants (tenant_id, lower(sku) text_pattern_ops);
alter table variants alter column tenant_id set statistics 0;
alter table variants enable row level security;
create policy tenant on variants
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

-- A path is the names from the top down, with " > " between them.
create table categories (
  tenant_id uuid not null,
  id uuid not null,
  parent_id uuid,
  name text not null check (length(name) between 1 and 200),
  path text not null check (length(path) between 1 and 1000),
  import_id uuid,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, path),
  foreign key (tenant_id, parent_id) references categories (tenant_id, id)
);
create index categories_parent on categories (tenant_id, parent_id);
alter table categories alter column tenant_id set statistics 0;
alter table categories enable row level security;
create policy tenant on categories
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

create table product_categories (
  tenant_id uuid not null,
  product_id uuid not null,
  category_id uuid not null,
  primary key (tenant_id, product_id, category_id),
  foreign key (tenant_id, product_id) references products (tenant_id, id) on delete cascade,
  foreign key (tenant_id, category_id) references categories (tenant_id, id) on delete cascade
);
create index product_categories_category on product_categories (tenant_id, category_id);
alter table product_categories alter column tenant_id set statistics 0;
alter table product_categories enable row level security;
create policy tenant on product_categories
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

grant select, insert, update, delete on variants, categories, product_categories to haat_app;

-- Every product there is has one variant, with its key. A code that two sources share is one variant.
insert into variants (tenant_id, id, product_id, position, sku, created_at)
select distinct on (tenant_id, source_key) tenant_id, id, id, 1, source_key, created_at
  from products
 order by tenant_id, source_key, created_at, id;
