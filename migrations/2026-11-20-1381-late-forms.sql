-- Identity: forms that arrived after their session had ended, sealed for their person, for ten minutes.

create table late_forms (
  id uuid primary key,
  person_id uuid not null references people (id) on delete cascade,
  ends_at timestamptz not null,
  sealed bytea not null
);
create index late_forms_person on late_forms (person_id);
create index late_forms_ends on late_forms (ends_at);

grant select, insert, delete on late_forms to haat_app;
