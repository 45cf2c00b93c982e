-- Identity: people, how they sign in, and where they belong. All global: a person may belong to several tenants.

create table people (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  language text check (language in ('en', 'bn')),
  password_hash text not null,
  created_at timestamptz not null
);

-- Keyed by the address itself, so that it is unique everywhere, on a sharded database too.
create table sign_in_emails (
  email text primary key check (email = lower(email)),
  address text not null, -- as it was given: a provider may tell cases apart, so mail goes there
  person_id uuid not null references people (id) on delete cascade,
  created_at timestamptz not null
);
create index sign_in_emails_person on sign_in_emails (person_id);

create table memberships (
  tenant_id uuid not null references tenants (id) on delete cascade,
  person_id uuid not null references people (id) on delete cascade,
  role text not null check (role in ('owner', 'agent')),
  created_at timestamptz not null,
  primary key (tenant_id, person_id)
);
create index memberships_person on memberships (person_id);

-- Only the SHA-256 of the token in the cookie: whoever reads this table cannot use it.
create table sessions (
  token_hash bytea primary key check (length(token_hash) = 32),
  id uuid not null unique,
  person_id uuid not null references people (id) on delete cascade,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  user_agent text not null,
  address text not null
);
create index sessions_person on sessions (person_id);

grant select, insert, update (name, language) on people to haat_app;
grant select, insert on sign_in_emails to haat_app;
grant select, insert, update (role), delete on memberships to haat_app;
grant select, insert, update (seen_at), delete on sessions to haat_app;
