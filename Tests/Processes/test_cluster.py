"""The database of its own: who can reach it, and that it survives whatever is killed."""
import os
import pwd
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from conftest import IS_ROOT, Checkout, processes, wait_for


def owner(path):
    return pwd.getpwuid(path.stat().st_uid).pw_name


def mode(path):
    return path.stat().st_mode & 0o777


def test_everything_runs_as_the_right_account_and_is_closed_to_others(fresh):
    program = fresh.start().ready()
    [postmaster] = fresh.postmasters()
    assert owner(Path(f"/proc/{postmaster}")) == fresh.user
    uid = Path(f"/proc/{program.process.pid}/status").read_text().split("Uid:")[1].split()[:4]
    assert set(uid) == {str(pwd.getpwnam(fresh.user).pw_uid)}
    groups = Path(f"/proc/{program.process.pid}/status").read_text().split("Groups:")[1].split("\n")[0].split()
    assert "0" not in groups or fresh.account == "normal"
    assert mode(fresh.socket_folder()) == 0o700 and owner(fresh.socket_folder()) == fresh.user
    assert mode(fresh.var) == 0o700 and owner(fresh.var) == fresh.user
    assert mode(fresh.var / "postgres/passwords") == 0o600
    assert mode(fresh.var / "secret") == 0o600
    assert fresh.sql("show listen_addresses") == ""
    assert len(str(fresh.socket_folder() / ".s.PGSQL.5432")) < 108


def test_no_password_is_in_an_environment_an_argument_or_a_log(checkout):
    program = checkout.start().ready()
    secrets = [line.split(":")[4] for line in (checkout.var / "postgres/passwords").read_text().splitlines()]
    secrets.append((checkout.var / "secret").read_text().strip())
    assert len(set(secrets)) == 5 and min(map(len, secrets)) >= 32
    ours = [program.process.pid, *(p for p, words in processes().items() if "postgres" in words)]
    told = [program.said]
    for process in ours:
        for name in ("environ", "cmdline"):
            try:
                told.append(Path(f"/proc/{process}/{name}").read_bytes().decode(errors="replace"))
            except OSError:
                pass
    told += [p.read_text() for p in (checkout.var / "postgres/log").iterdir()]
    told.append((checkout.var / "postgres/start.log").read_text())
    assert not [s for s in secrets if any(s in text for text in told)]


def test_nobody_comes_in_without_a_password(checkout):
    checkout.start().ready()
    for login in ("haat_admin", "postgres", "haat_app"):
        done = checkout.as_user("psql", "-w", "-h", checkout.socket_folder(), "-U", login, "-d", "postgres", "-c", "select 1")
        assert done.returncode == 2 and "password" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_it_and_leaves_nothing_behind(checkout, number):
    program = checkout.start().ready()
    folder = checkout.socket_folder()
    assert program.stop(number) == 0
    assert not checkout.postmasters()
    assert not folder.exists()
    assert not (checkout.var / "postgres/data/postmaster.pid").exists()


def test_ctrl_c_in_the_terminal_does_not_reach_the_database_first(checkout):
    program = checkout.start().ready()
    [postmaster] = checkout.postmasters()
    assert os.getpgid(postmaster) != os.getpgid(program.process.pid)
    os.killpg(program.process.pid, signal.SIGINT)
    assert program.process.wait(30) == 0
    assert "postgres ended" not in program.said


def test_killed_it_takes_the_database_along_and_the_next_start_has_the_rows(checkout):
    program = checkout.start().ready()
    checkout.sql("create table kept (x int); insert into kept values (7)")
    for _ in range(3):
        program.kill()
        wait_for(lambda: not checkout.postmasters())
        program = checkout.start().ready()
    assert checkout.sql("select x from kept") == "7"
    assert program.stop() == 0


def test_a_killed_database_comes_back_by_itself(checkout):
    program = checkout.start().ready()
    checkout.sql("create table kept (x int); insert into kept values (7)")
    [before] = checkout.postmasters()
    os.kill(before, signal.SIGKILL)
    wait_for(lambda: [p for p in checkout.postmasters() if p != before] and checkout.answers(), 60)
    assert checkout.sql("select x from kept") == "7"
    assert program.process.poll() is None
    assert 'message="postgres ended" how="was ended by signal 9"' in program.said
    assert program.stop() == 0
    assert not checkout.postmasters()


def test_both_killed_at_once(checkout):
    program = checkout.start().ready()
    [postmaster] = checkout.postmasters()
    program.kill()
    try:
        os.kill(postmaster, signal.SIGKILL)
    except ProcessLookupError:
        pass
    checkout.start().ready()
    assert checkout.sql("select 1") == "1"


def test_the_note_of_a_dead_server_whose_number_another_process_has(checkout):
    data = checkout.var / "postgres/data"
    before = ["setpriv", f"--reuid={checkout.user}", "--clear-groups", f"--regid={pwd.getpwnam(checkout.user).pw_gid}"] if IS_ROOT else []
    other = subprocess.Popen([*before, "sleep", "60"], cwd="/")
    try:
        note = data / "postmaster.pid"
        note.write_text(f"{other.pid}\n{data}\n1\n5432\n/tmp\n\n  1 2\nready   \n")
        if IS_ROOT:
            user = pwd.getpwnam(checkout.user)
            os.chown(note, user.pw_uid, user.pw_gid)
        checkout.start().ready()
        assert checkout.sql("select 1") == "1"
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_server_that_nobody_watches_is_stopped_and_started_anew(checkout):
    data = checkout.var / "postgres/data"
    [programs] = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]
    options = f"-c listen_addresses= -k {checkout.var}"
    done = checkout.as_user("sh", "-c", f"exec {programs}/pg_ctl -w -D {data} -l /dev/null -o '{options}' start >/dev/null 2>&1")
    assert done.returncode == 0, done.stderr
    [orphan] = checkout.postmasters()
    began = time.monotonic()
    checkout.start().ready()
    assert time.monotonic() - began < 5
    assert checkout.postmasters() != [orphan] and len(checkout.postmasters()) == 1
    assert checkout.sql("select 1") == "1"


def test_a_first_start_that_was_killed_half_way_is_begun_anew(fresh):
    for pause in (0.05, 0.2, 0.4, 0.6):
        program = fresh.start()
        time.sleep(pause)
        program.kill()
        wait_for(lambda: not [p for p, words in processes().items() if str(fresh.var) in words])
    fresh.start().ready()
    assert fresh.sql("select 1") == "1"


def test_a_second_start_says_that_there_is_one_and_disturbs_nothing(checkout):
    program = checkout.start().ready()
    again = checkout.run("serve")
    assert again.returncode == 1
    assert f"Haat already runs here: process {program.process.pid} (haat serve)" in again.stderr
    assert program.process.poll() is None
    assert checkout.sql("select 1") == "1"
    assert program.stop() == 0


def test_two_first_starts_at_once_make_one_database(fresh):
    programs = [fresh.start() for _ in range(3)]
    wait_for(lambda: sum("Haat serves" in p.said for p in programs) == 1 and sum(p.process.poll() is not None for p in programs) == 2, 60)
    losers = [p for p in programs if p.process.poll() is not None]
    assert [p.process.returncode for p in losers] == [1, 1]
    assert all("already runs here" in p.said for p in losers), [p.said for p in losers]
    assert len(fresh.postmasters()) == 1


def test_a_database_that_cannot_start_says_why(checkout):
    (checkout.var / "postgres/local.conf").write_text("shared_buffers = 'plenty'\n")
    done = checkout.run("serve")
    assert done.returncode == 1
    assert "PostgreSQL ended with code 1 while it started" in done.stderr and "plenty" in done.stderr
    assert not checkout.postmasters()


def test_lost_passwords_are_told_and_the_data_left_alone(checkout):
    (checkout.var / "postgres/passwords").unlink()
    done = checkout.run("serve")
    assert done.returncode == 1 and "nobody can sign in" in done.stderr
    assert (checkout.var / "postgres/data/PG_VERSION").exists()


@pytest.mark.skipif(not IS_ROOT, reason="needs root")
class TestStartedByRoot:
    def test_in_a_folder_that_nobody_else_can_enter(self):
        closed = Path(tempfile.mkdtemp(prefix="haat-test-closed-", dir="/root"))
        checkout = Checkout("root", parent=closed)
        try:
            checkout.var = Path("/var/lib/haat") / str(checkout.folder)[1:].replace("-", "--").replace("/", "-")
            program = checkout.start().ready()
            assert checkout.var.exists() and not (checkout.folder / "var").exists()
            assert checkout.sql("select 1") == "1"
            assert program.stop() == 0
        finally:
            checkout.remove()
            closed.rmdir()

    def test_where_the_folder_is_another_accounts(self):
        checkout = Checkout("root")
        try:
            checkout.var.mkdir()
            os.chown(checkout.var, 65534, 65534)
            done = checkout.run("serve")
            assert done.returncode == 1
            assert f"{checkout.var} belongs to nobody, and Haat would run as haat." in done.stderr
        finally:
            checkout.remove()

    def test_with_a_folder_that_its_user_cannot_reach(self):
        checkout = Checkout("root")
        try:
            done = checkout.run("serve", HAAT_VAR="/root/haat-test-var")
            assert done.returncode == 1 and "cannot get to /root/haat-test-var" in done.stderr
        finally:
            Path("/root/haat-test-var").rmdir()
            checkout.remove()

    def test_with_pages_that_its_user_may_not_read(self):
        checkout = Checkout("root")
        try:
            (checkout.folder / "migrations").chmod(0o700)
            done = checkout.run("serve")
            assert done.returncode == 1 and "chmod -R go+rX" in done.stderr
        finally:
            checkout.remove()
