-- Identity: what people have proved of themselves in the middle of a session, and the prompts that were answered.

-- Global, as sessions are; a proof counts in the business that it was given in, and the tenant of zeros stands for what
-- a person does to their own account. It ends with the session.
create table session_assurances (
  session_id uuid not null references sessions (id) on delete cascade,
  tenant_id uuid not null,
  factor text not null check (factor in ('password', 'code', 'passkey')),
  proved_at timestamptz not null,
  primary key (session_id, tenant_id, factor)
);

-- A ticket is sealed, and kept by the browser; here is only that it was used, until it would have ended anyway.
create table step_up_tickets (
  nonce bytea primary key check (length(nonce) = 16),
  ends_at timestamptz not null
);
create index step_up_tickets_ends on step_up_tickets (ends_at);

grant select, insert, update (proved_at) on session_assurances to haat_app;
grant select, insert, delete on step_up_tickets to haat_app;
-- A session's token changes when its person has shown again who they are.
grant update (token_hash) on sessions to haat_app;
