-- Mails: written in the transaction of what they tell of, sent by a job.

-- The tenant of zeros holds the platform's, so there is no reference to tenants. body is what the mail says, for as long
-- as it is needed: it may hold a link that lets somebody in. attempt is counted up by who begins to send, and names
-- that run when it writes the end. kept: there is no server to send to, as in development.
create table mails (
  tenant_id uuid not null,
  id uuid not null,
  email text not null,
  name text not null,
  subject text not null,
  body bytea,
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'kept')),
  attempt integer not null,
  created_at timestamptz not null,
  begun_at timestamptz,
  ended_at timestamptz,
  error text,
  primary key (tenant_id, id),
  check (state <> 'sent' or body is null),
  check ((state in ('sent', 'failed', 'kept')) = (ended_at is not null))
);
create index mails_failed on mails (tenant_id, id) where state = 'failed';
alter table mails alter column tenant_id set statistics 0;
alter table mails enable row level security;
create policy tenant on mails to haat_app
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

-- Whose mails there are, and in which state: no address, nothing of what they say.
create policy platform on mails for select to haat_platform using (true);

grant select, insert, update, delete on mails to haat_app;
grant select (tenant_id, id, state, created_at, ended_at) on mails to haat_platform;
