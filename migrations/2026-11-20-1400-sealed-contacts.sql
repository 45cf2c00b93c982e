-- Customers: how somebody is reached is sealed with a key of the tenant, which the database does not hold.

alter table customers
  -- E-mail, phone, street and postcode as one value of the vault; null where none is known.
  add column contact bytea,
  -- Fingerprints of the e-mail address in small letters and of the international number, to find somebody by the whole
  -- of it.
  add column email_print bytea,
  add column phone_print bytea;

-- What import_changes.before leaves out of a customer: a rotation of keys must find it.
alter table import_changes add column contact bytea;

-- A refused row may say how somebody is reached. content stays empty; what stands there of before goes within a month, as
-- all refused rows do.
alter table import_refusals
  add column id uuid not null default gen_random_uuid(),
  add column sealed bytea;

drop index customers_email;
drop index customers_phone;
create index customers_email_print on customers (tenant_id, email_print, id) where email_print is not null;
create index customers_phone_print on customers (tenant_id, phone_print, id) where phone_print is not null;

-- The columns email, phone, address and postcode are written no more. A job seals what they hold and empties them,
-- since the keys are not here; they go in a later release.
insert into jobs (
  tenant_id, id, name, version, payload, priority, state, attempt, created_at, due_at)
select tenant_id, gen_random_uuid(), 'customers.seal-contacts', 1, '{}', 0, 'waiting', 0, now(), now()
  from (select distinct tenant_id from customers) tenants;
