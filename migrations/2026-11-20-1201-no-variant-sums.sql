-- Orders: running sums of variants are read by nobody any more; the packed sales took their place.
drop view reporting.variant_sums;
drop table variant_sums;
