-- Members: who was asked to join a business, as what, and what became of it.
create table invitations (
  tenant_id uuid not null,
  id uuid not null,
  -- As it was written, and as it is compared.
  email text not null,
  email_key text not null,
  role text not null check (role in ('owner', 'admin', 'marketer', 'agent', 'seller', 'analyst', 'custom')),
  -- No foreign key: a role may go while somebody is being asked, and the answer then says so.
  role_id uuid,
  -- What a role of the business's own was called.
  role_name text not null,
  message text not null check (length(message) <= 1000),
  -- Only the SHA-256 of the token in the link: whoever reads this table cannot join.
  token_hash bytea not null check (length(token_hash) = 32),
  -- Who stands for it: the last one to send it.
  invited_by uuid not null,
  created_at timestamptz not null,
  sent_at timestamptz not null,
  sends integer not null,
  ends_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  check ((role = 'custom') = (role_id is not null))
);
alter table invitations alter column tenant_id set statistics 0;
create unique index invitations_token on invitations (tenant_id, token_hash);
create unique index invitations_open on invitations (tenant_id, email_key) where accepted_at is null and revoked_at is null;
create index invitations_created on invitations (tenant_id, created_at desc, id desc);
alter table invitations enable row level security;
create policy tenant on invitations
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
grant select, insert,
  update (email, role, role_id, role_name, message, token_hash, invited_by, sent_at, sends, ends_at, accepted_at, accepted_by, revoked_at)
  on invitations to haat_app;

-- Identity: what a business asks of its members' sessions. Global, as memberships are: read with the session.
create table tenant_policies (
  tenant_id uuid primary key references tenants (id) on delete cascade,
  -- The roles that need a second factor: a ready one by its name, a business's own by its id.
  second_factor text[] not null,
  idle_minutes integer not null check (idle_minutes between 5 and 60),
  longest_hours integer not null check (longest_hours between 1 and 12),
  changed_at timestamptz not null
);
grant select, insert, update (second_factor, idle_minutes, longest_hours, changed_at) on tenant_policies to haat_app;

-- The foreign key of roles wants an index that holds every row.
drop index memberships_role;
create index memberships_role on memberships (tenant_id, role_id);
