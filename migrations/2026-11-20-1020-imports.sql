-- Imports: the files that bring a history. Replaces order_imports, which knew one kind of file.

drop table order_import_refusals;
drop table order_imports;

create table imports (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('orders', 'products', 'customers')),
  -- Whose invoice numbers and keys these are: those of two sources are not the same.
  source text not null check (length(source) between 1 and 100),
  file_name text not null check (length(file_name) between 1 and 300),
  -- SHA-256 of the file as it was sent: its name in the storage.
  file_hash bytea not null check (length(file_hash) = 32),
  file_size bigint not null,
  -- draft: being mapped and tried. waiting, running: has a job. paused, cancelled: stopped by a person, between two
  -- batches. failed: stopped by what went wrong; can go on. counting: rows are in, figures are being restated.
  state text not null check (state in (
    'draft', 'waiting', 'running', 'counting', 'paused', 'cancelled', 'failed', 'finished', 'undoing', 'undone')),
  -- How the file is written (encoding, delimiter, dates, numbers, zone), and which column goes to which field.
  format jsonb not null,
  mapping jsonb not null,
  -- What the trial run found; nil until it has ended.
  trial jsonb,
  -- What was in the file and what was done with it; nil until the end.
  report jsonb,
  -- Why it failed, for the person: a key into the messages and its values.
  failure jsonb,
  byte_offset bigint not null default 0,
  rows_read bigint not null default 0,
  rows_expected bigint not null default 0,
  -- Rows that made something new, changed something, were known already, and those of them with another content.
  rows_added bigint not null default 0,
  rows_changed bigint not null default 0,
  rows_known bigint not null default 0,
  rows_different bigint not null default 0,
  rows_refused bigint not null default 0,
  -- Work time of all runs together.
  milliseconds bigint not null default 0,
  person_id uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id)
);
create index imports_created on imports (tenant_id, created_at desc, id desc);
create index imports_file on imports (tenant_id, file_hash);
alter table imports alter column tenant_id set statistics 0;
alter table imports enable row level security;
create policy tenant on imports
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

-- What could not be read, kept until the person has mended it.
create table import_refusals (
  tenant_id uuid not null,
  import_id uuid not null,
  line bigint not null,
  reason text not null,
  content text not null,
  primary key (tenant_id, import_id, line),
  foreign key (tenant_id, import_id) references imports (tenant_id, id) on delete cascade
);
alter table import_refusals alter column tenant_id set statistics 0;
alter table import_refusals enable row level security;
create policy tenant on import_refusals
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

-- Rows that were there before an import and that it changed, as they were: what undoing it puts back. Rows that it
-- made name it in their import_id.
create table import_changes (
  tenant_id uuid not null,
  import_id uuid not null,
  -- The table of the row.
  subject text not null check (subject in ('orders', 'customers', 'products', 'variants')),
  row_id uuid not null,
  before jsonb not null,
  primary key (tenant_id, import_id, subject, row_id),
  foreign key (tenant_id, import_id) references imports (tenant_id, id) on delete cascade
);
alter table import_changes alter column tenant_id set statistics 0;
alter table import_changes enable row level security;
create policy tenant on import_changes
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

-- How files with these columns were mapped last time.
create table import_mappings (
  tenant_id uuid not null,
  kind text not null,
  -- SHA-256 of the names of the columns.
  header_hash bytea not null check (length(header_hash) = 32),
  format jsonb not null,
  mapping jsonb not null,
  source text not null,
  used_at timestamptz not null,
  primary key (tenant_id, kind, header_hash)
);
alter table import_mappings alter column tenant_id set statistics 0;
alter table import_mappings enable row level security;
create policy tenant on import_mappings
  using (tenant_id = current_setting('app.tenant_id')::uuid)
  with check (tenant_id = current_setting('app.tenant_id')::uuid);

grant select, insert, update, delete on imports, import_refusals, import_changes, import_mappings to haat_app;
