-- Imports: who is at work on one, what its columns are called, and in which order rows were changed.

alter table imports
  -- The names of the columns, as the file has them.
  add column header text[] not null default '{}',
  -- Raised whenever the mapping is saved, so that a trial run of the one before knows that it is over.
  add column revision integer not null default 0,
  -- The line of the file that byte_offset is at.
  add column next_line bigint not null default 1,
  -- The run that reads the file: the last one to begin. Whoever finds another key here has been replaced.
  add column runner uuid,
  -- What undoing it took away, put back and had to leave; nil until then.
  add column undoing jsonb;

-- One import of a shop at a time; the next waits.
create unique index imports_at_work on imports (tenant_id) where state in ('running', 'counting', 'undoing');
create index imports_kind on imports (tenant_id, kind, created_at desc, id desc);

-- Images of one row are put in order by the time at which they were taken.
alter table import_changes add column noted_at timestamptz not null default now();
create index import_changes_row on import_changes (tenant_id, subject, row_id);

-- Where among the lines of its invoice a refused row stood, or another word by which its kind finds the place.
alter table import_refusals add column place text not null default '';

-- What an import has made: for undoing it.
create index variants_import on variants (tenant_id, import_id) where import_id is not null;
create index categories_import on categories (tenant_id, import_id) where import_id is not null;
