-- When everybody was last shut out of an account: a browser that was known before is a new one after that, of which its owner is told.
alter table people add column shut_at timestamptz;
grant update (shut_at) on people to haat_app;
