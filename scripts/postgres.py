"""A PostgreSQL for one run of the tests: nobody else's, without fsync, and gone afterwards."""
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

SETTINGS = """
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 400
shared_buffers = 128MB
timezone = 'UTC'
log_min_error_statement = panic
"""


def programs():
    folders = [p for p in Path("/usr/lib/postgresql").glob("*/bin") if p.parent.name.isdigit() and (p / "initdb").exists()]
    return max(folders, key=lambda p: int(p.parent.name))


def account():
    """Root cannot run PostgreSQL: Debian's package brings an account for it."""
    return pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


class Postgres:
    def __enter__(self):
        user = account()
        self.folder = Path(tempfile.mkdtemp(prefix="haat-test-", dir="/tmp"))
        os.chown(self.folder, user.pw_uid, user.pw_gid)
        self.as_user = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"] if os.geteuid() == 0 else ["setpriv"]
        password = secrets.token_hex(16)
        (self.folder / "password").write_text(password + "\n")
        os.chown(self.folder / "password", user.pw_uid, user.pw_gid)
        data = self.folder / "data"
        self.log = self.folder / "log"
        try:
            self.run(programs() / "initdb", "--pgdata", data, "--username=haat_admin", "--pwfile", self.folder / "password",
                     "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
            with open(data / "postgresql.conf", "a") as settings:
                settings.write(SETTINGS + f"unix_socket_directories = '{self.folder}'\n")
            with open(self.log, "wb") as log:
                self.server = subprocess.Popen(
                    self.as_user + ["--pdeathsig", "INT", "--", programs() / "postgres", "-D", data],
                    cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
            self.wait(data / "postmaster.pid")
        except BaseException:
            self.__exit__()
            raise
        self.url = f"postgresql://haat_admin:{password}@/postgres?host={self.folder}"
        return self

    def run(self, *words):
        done = subprocess.run(self.as_user + ["--", *words], cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{words[0]}: {done.stdout}{done.stderr}")

    def wait(self, note):
        for _ in range(600):
            if self.server.poll() is not None:
                raise RuntimeError(f"PostgreSQL did not start: {self.log.read_text()}")
            try:
                if note.read_text().splitlines()[7].startswith("ready"):
                    return
            except (OSError, IndexError):
                pass
            time.sleep(0.05)
        raise RuntimeError("PostgreSQL was not ready within 30 seconds")

    def __exit__(self, *_):
        server = getattr(self, "server", None)
        if server and server.poll() is None:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
