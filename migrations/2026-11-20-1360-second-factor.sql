-- Identity: what people show beside their password, and the way from the password to a session. Global, as people are.

-- Sealed. A pending secret counts for nothing until a code of it was shown.
create table totp_secrets (
  person_id uuid primary key references people (id) on delete cascade,
  sealed bytea,
  pending bytea,
  pending_at timestamptz,
  -- The half minute whose code was used last: neither it nor one before it is taken again.
  last_step bigint not null,
  confirmed_at timestamptz,
  check ((sealed is null) = (confirmed_at is null)),
  check ((pending is null) = (pending_at is null))
);

create table recovery_codes (
  person_id uuid not null references people (id) on delete cascade,
  -- HMAC under a key outside of the database.
  code_hash bytea not null check (length(code_hash) = 32),
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);

create table passkeys (
  id uuid primary key,
  person_id uuid not null references people (id) on delete cascade,
  -- The authenticator's name for it.
  credential_id bytea not null unique check (length(credential_id) between 1 and 1023),
  public_key bytea not null,
  name text not null check (length(name) between 1 and 60),
  -- Which make of authenticator; zeros where it keeps that to itself.
  model bytea not null check (length(model) = 16),
  counter bigint not null check (counter between 0 and 4294967295),
  transports text[] not null,
  backup_eligible boolean not null,
  backed_up boolean not null,
  created_at timestamptz not null,
  used_at timestamptz,
  -- Since when its counter says that there may be a copy: it opens nothing from then on.
  suspected_at timestamptz
);
create index passkeys_person on passkeys (person_id);

-- What passkeys are asked to sign. Each is good for one answer to one question, by whom it was asked.
create table challenges (
  hash bytea primary key check (length(hash) = 32),
  purpose text not null check (purpose in ('registration', 'sign-in', 'second-step', 'step-up')),
  holder bytea not null check (length(holder) = 32),
  ends_at timestamptz not null
);
create index challenges_end on challenges (ends_at);

-- Browsers in which a sign-in needs no second factor for a while. Step-up asks them too.
create table trusted_devices (
  id uuid primary key,
  person_id uuid not null references people (id) on delete cascade,
  token_hash bytea not null unique check (length(token_hash) = 32),
  user_agent text not null,
  address text not null,
  created_at timestamptz not null,
  used_at timestamptz not null,
  ends_at timestamptz not null
);
create index trusted_devices_person on trusted_devices (person_id);

-- Somebody has shown a password, and not yet the second factor.
create table sign_in_challenges (
  token_hash bytea primary key check (length(token_hash) = 32),
  person_id uuid not null references people (id) on delete cascade,
  email text not null,
  next_path text,
  tries smallint not null,
  ends_at timestamptz not null
);
create index sign_in_challenges_person on sign_in_challenges (person_id);
create index sign_in_challenges_end on sign_in_challenges (ends_at);

-- How often in a row somebody's codes were guessed at, and from when the next may be. Browsers that the person has used
-- are counted apart (by their mark's hash), so that strangers slow each other and not the person.
create table factor_tries (
  person_id uuid not null references people (id) on delete cascade,
  browser text not null,
  failures integer not null,
  free_at timestamptz not null,
  primary key (person_id, browser)
);

alter table sessions add column signed_in_with text not null default 'password'
  check (signed_in_with in ('password', 'trusted-device', 'code', 'recovery-code', 'passkey'));

grant select, insert, update (sealed, pending, pending_at, last_step, confirmed_at), delete on totp_secrets to haat_app;
grant select, insert, update (used_at), delete on recovery_codes to haat_app;
grant select, insert, update (name, counter, backed_up, used_at, suspected_at), delete on passkeys to haat_app;
grant select, insert, delete on challenges to haat_app;
grant select, insert, update (used_at), delete on trusted_devices to haat_app;
grant select, insert, update (tries), delete on sign_in_challenges to haat_app;
grant select, insert, update (failures, free_at), delete on factor_tries to haat_app;
