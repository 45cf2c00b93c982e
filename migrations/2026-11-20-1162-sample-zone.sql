-- Samples: a history goes on by the clock it began with, also when its business moves to another zone.

alter table sample_shops add column time_zone text;
update sample_shops s set time_zone = t.time_zone from tenants t where t.id = s.tenant_id;
alter table sample_shops alter column time_zone set not null;
