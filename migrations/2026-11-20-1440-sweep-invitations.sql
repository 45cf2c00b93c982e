-- Invitations that nobody took up hold the addresses of people who never came: they go.
grant delete on invitations to haat_app;
