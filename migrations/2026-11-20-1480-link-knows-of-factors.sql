-- Whether the person had a second factor when the link was mailed: a mail alone does not take the last one away then.
-- Links that wait, or that an older program makes, take none away.
alter table account_links add column had_factor boolean not null default true;
