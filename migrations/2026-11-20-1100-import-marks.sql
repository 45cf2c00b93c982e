-- Catalog and Customers: what an import has made is found by it, to be taken back.

create index products_import on products (tenant_id, import_id) where import_id is not null;
create index variants_import on variants (tenant_id, import_id) where import_id is not null;
create index categories_import on categories (tenant_id, import_id) where import_id is not null;
create index customers_import on customers (tenant_id, import_id) where import_id is not null;
