-- Tenancy: the owner may move the business to another time zone; Orders then dates every order anew.

grant update (time_zone) on tenants to haat_app;
