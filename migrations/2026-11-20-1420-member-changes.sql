-- Members: what was done to whom in one go, kept for the quarter of an hour in which it can be taken back.
create table member_changes (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  -- What they were. No foreign key: a role may go meanwhile, and undoing then says so.
  role text not null check (role in ('owner', 'admin', 'marketer', 'agent', 'seller', 'analyst', 'custom')),
  role_id uuid,
  joined_at timestamptz not null,
  seen_at timestamptz,
  -- What they became: a ready role, the id of the business's own, or nothing for who was removed.
  became text,
  changed_by uuid not null,
  changed_at timestamptz not null,
  undone_at timestamptz,
  primary key (tenant_id, id, person_id),
  check ((role = 'custom') = (role_id is not null))
);
alter table member_changes alter column tenant_id set statistics 0;
create index member_changes_changed on member_changes (tenant_id, changed_at);
alter table member_changes enable row level security;
create policy tenant on member_changes
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);
grant select, insert, update (undone_at), delete on member_changes to haat_app;
