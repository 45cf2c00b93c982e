"""The commands about keys, on a cluster of its own."""
import stat


def test_a_development_master_key_is_made_once_and_kept_private(checkout):
    assert checkout.run("keys", "status").returncode == 0
    file = checkout.var / "master-keys"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    made = file.read_text()
    assert made.startswith("development:")
    said = checkout.run("keys", "rotate-master")
    assert said.returncode == 0 and "Nothing to do" in said.stdout
    assert file.read_text() == made
    assert made.split(":")[1].strip() not in said.stdout + said.stderr


def test_what_stands_in_the_place_of_a_master_key_is_told_and_not_replaced(checkout):
    assert checkout.run("keys", "status").returncode == 0
    file = checkout.var / "master-keys"
    file.write_text("development:short\n")
    said = checkout.run("keys", "status")
    assert said.returncode == 1 and "must have 32 bytes" in said.stderr and "Bring back" in said.stderr
    assert file.read_text() == "development:short\n"
    assert "HAAT_MASTER_KEYS must be like" in checkout.run("keys", "status", HAAT_MASTER_KEYS="nonsense").stderr


def test_keys_of_a_business_are_deleted_with_a_clear_word_only(checkout):
    assert checkout.run("seed").returncode == 0
    refused = checkout.run("keys", "delete", "--tenant", "nityodin")
    assert refused.returncode == 1 and "--yes-forget-everything" in refused.stderr
    deleted = checkout.run("keys", "delete", "--tenant", "nityodin", "--yes-forget-everything")
    assert deleted.returncode == 0 and "keys of nityodin are deleted" in deleted.stdout
    assert "no business" in checkout.run("keys", "delete", "--tenant", "nobody", "--yes-forget-everything").stderr
    assert "needs one of" in checkout.run("keys", "rotate").stderr
    assert "sealed nothing yet" in checkout.run("keys", "rotate", "--tenant", "nityodin").stdout
    assert checkout.run("keys", "rotate", "--all").returncode == 0
    program = checkout.start().ready()
    actions = checkout.sql("select action from audit where action like 'keys.%'", database="haat")
    assert sorted(actions.split()) == ["keys.deleted", "keys.rotated"]
    program.stop()
