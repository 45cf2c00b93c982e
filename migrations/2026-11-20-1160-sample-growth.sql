-- Samples: they know the day they begin with and whether they are on their way out, and every page can tell that a
-- business has one.

alter table sample_shops
  -- The first day of the made-up history.
  add column opened date not null default '2025-01-01',
  -- When the owner had it removed; the rows go in several steps.
  add column removing_at timestamptz;
alter table sample_shops alter column opened drop default;

-- The last moment for which there are made-up orders; nil for a business without them. Written along with
-- sample_shops, read with the session at every request.
alter table tenants add column sample_until timestamptz;
grant update (sample_until) on tenants to haat_app;

-- A business whose rows have all gone counts from 1 again.
grant delete on counters to haat_app;
