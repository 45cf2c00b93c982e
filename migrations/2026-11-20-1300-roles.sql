-- Identity: the roles that a business makes for itself. Global, as memberships are: read with the session.
create table roles (
  tenant_id uuid not null references tenants (id) on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 60),
  -- Names of permissions, as the features declare them.
  permissions text[] not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index roles_name on roles (tenant_id, lower(name));

alter table memberships add column role_id uuid;
alter table memberships drop constraint memberships_role_check;
alter table memberships add constraint memberships_role_check
  check (role in ('owner', 'admin', 'marketer', 'agent', 'seller', 'analyst', 'custom'));
alter table memberships add constraint memberships_custom_check check ((role = 'custom') = (role_id is not null));
alter table memberships add constraint memberships_role_fkey foreign key (tenant_id, role_id) references roles (tenant_id, id);
create index memberships_role on memberships (tenant_id, role_id) where role_id is not null;

grant select, insert, update (name, permissions), delete on roles to haat_app;
grant update (role_id) on memberships to haat_app;
