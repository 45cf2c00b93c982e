-- Identity: accounts that are on their way, links that are good for once, and how often somebody may try. All global.

-- When somebody showed that mail to the address reaches them.
alter table sign_in_emails add column verified_at timestamptz;
update sign_in_emails set verified_at = created_at;

-- Sign-ups that wait for the code of their mail. The token is in the browser's cookie; the draft is sealed with it, and
-- holds the password's hash. Without a code there is nothing to wait for: the address has an account.
create table sign_ups (
  token_hash bytea primary key check (length(token_hash) = 32),
  draft bytea not null,
  code_hash bytea check (length(code_hash) = 32),
  tries smallint not null,
  mails smallint not null,
  created_at timestamptz not null,
  ends_at timestamptz not null,
  proved_at timestamptz
);
create index sign_ups_created on sign_ups (created_at);

-- Another address for somebody who has an account: one at a time.
create table address_changes (
  person_id uuid primary key references people (id) on delete cascade,
  address text not null,
  code_hash bytea check (length(code_hash) = 32),
  tries smallint not null,
  ends_at timestamptz not null
);

-- Links of mails, each good for once: a new password, an address put back, a sign-in that was not the person's.
create table account_links (
  token_hash bytea primary key check (length(token_hash) = 32),
  person_id uuid not null references people (id) on delete cascade,
  kind text not null check (kind in ('password', 'address', 'stranger')),
  address text,
  ends_at timestamptz not null
);
create index account_links_person on account_links (person_id, kind);

-- How much of what somebody may try is used up, by the SHA-256 of who and what. What a crash loses is no loss.
create unlogged table rate_limits (
  key bytea primary key check (length(key) = 32),
  full_at timestamptz not null
) with (fillfactor = 80);
create index rate_limits_full on rate_limits (full_at);

grant select, insert, update (code_hash, tries, mails, ends_at, proved_at), delete on sign_ups to haat_app;
grant select, insert, update (address, code_hash, tries, ends_at), delete on address_changes to haat_app;
grant select, insert, delete on account_links to haat_app;
grant select, insert, update (full_at), delete on rate_limits to haat_app;
grant update (password_hash) on people to haat_app;
grant delete on sign_in_emails to haat_app;
