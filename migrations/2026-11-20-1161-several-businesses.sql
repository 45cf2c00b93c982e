-- Identity: who belongs to several businesses comes back to the one they were in last. Tenancy: samples that are due.

-- When the person was last seen to turn to this business; nil for never.
alter table memberships add column visited_at timestamptz;
grant update (visited_at) on memberships to haat_app;

create index tenants_sample on tenants (sample_until) where sample_until is not null;
