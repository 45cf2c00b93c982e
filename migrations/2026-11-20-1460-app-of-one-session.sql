-- A secret that waits for its first code is shown to the session alone that has proved who sits there.
-- What waits now is begun again: it is good for a quarter of an hour.
alter table totp_secrets add column pending_session uuid;
grant update (pending_session) on totp_secrets to haat_app;
