-- Lists of a large shop: the tags of one customer may be more than an entry of an index holds.

drop index customers_tagged;
create index customers_tagged on customers (tenant_id, number desc, id desc) where tags <> '{}';
