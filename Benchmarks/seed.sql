-- The tables that every server in the comparison reads: 12 fortunes; 200,000 orders of 20 tenants.
-- A tenant has a number, which the page shows, and a key, on which row security stands.
set client_min_messages = warning;
drop schema if exists bench cascade;
create schema bench;
set search_path = bench;

create table fortune (id int primary key, message text not null);
insert into fortune (id, message) values
  (1, 'Whoever measures twice cuts once.'),
  (2, 'A week of coding saves an hour of thinking.'),
  (3, 'There are two hard things: names, caches, and counting from zero.'),
  (4, 'A small, very precise wrong number: 1, 1, 1, 4.33e+67, 1, 1'),
  (5, 'It does what you said, which is not what you meant.'),
  (6, 'Write it down — Tuesday will have forgotten.'),
  (7, 'What nobody runs, nobody has mended.'),
  (8, 'The list is as long as its longest entry, and this is a rather long entry. — Anonymous'),
  (9, 'A feature is a habit with a button.'),
  (10, 'Fast, cheap and & correct: all three, for small values of three.'),
  (11, '<script>alert("This must not open a box.");</script>'),
  (12, 'মাপো দুবার, কাটো একবার');

create function tenant_key(number int) returns uuid immutable language sql
  as $$ select ('00000000-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid $$;

create table customers (
  tenant_id uuid not null, id int not null, tenant int not null, name text not null, email text not null,
  primary key (tenant_id, id));
insert into customers
select tenant_key((i - 1) % 20 + 1), i, (i - 1) % 20 + 1,
       (array['Ayesha O''Neil', 'Babul & Sons', 'Chloé <Lund>', 'Dipali Roy', 'Emdad "Ace" Haque', 'Farah Khan',
              'Gopal Das', 'Hana Sato'])[i % 8 + 1] || ' ' || i,
       'customer' || i || '@example.com'
  from generate_series(1, 5000) i;

create table orders (
  tenant_id uuid not null, id bigint not null, tenant int not null, customer_id int not null, status text not null,
  note text not null, quantity int not null, total_cents bigint not null, created_at timestamptz not null,
  primary key (tenant_id, id), foreign key (tenant_id, customer_id) references customers);
insert into orders
select tenant_key(((i - 1) % 20 + 1)::int), i, (i - 1) % 20 + 1,
       -- a customer of the same tenant: ids congruent to the tenant modulo 20
       (((i / 20)::bigint * 7919) % 250) * 20 + (i - 1) % 20 + 1,
       (array['new', 'paid', 'packed', 'shipped', 'returned'])[(i * 7919) % 5 + 1],
       (array['leave at the door', 'gift wrap & card', 'size <M> not <L>', 'call "before" 9am', 'fragile — glass',
              'again, like #' || i])[(i * 104729) % 6 + 1],
       (i * 31) % 9 + 1, (i * 7907) % 250000 + 199, timestamptz '2026-01-01 00:00:00+00' + i * interval '97 seconds'
  from generate_series(1::bigint, 200000) i;
create index orders_created on orders (tenant_id, created_at desc);
create index orders_tenant on orders (tenant, created_at desc);
create index customers_id on customers (id);

alter table customers enable row level security;
alter table orders enable row level security;
create policy tenant on customers using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy tenant on orders using (tenant_id = current_setting('app.tenant_id')::uuid);
grant usage on schema bench to haat_app;
grant select on bench.fortune, bench.customers, bench.orders to haat_app;
vacuum (freeze, analyze) bench.fortune;
vacuum (freeze, analyze) bench.customers;
vacuum (freeze, analyze) bench.orders;
