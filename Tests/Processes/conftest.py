"""Starts the built program as a process, as root and as a normal user, in folders that are gone afterwards."""
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("HAAT_TEST_PROGRAM", ROOT / ".build/debug/haat")).resolve()
IS_ROOT = os.geteuid() == 0
ACCOUNTS = ["root", "nobody"] if IS_ROOT else ["normal"]


def install(folder):
    """What runs without the checkout: another account may not be able to go there."""
    shutil.copy(PROGRAM, folder / "haat")
    for name in ("migrations", "Public", "Localizations", "Lists"):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, folder / name)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def processes():
    """Every process with its command line; those that end meanwhile are left out."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                pass
    return found


def parent(process):
    try:
        return int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def wait_for(condition, seconds=30):
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if result := condition():
            return result
        time.sleep(0.05)
    raise AssertionError("it has not come about in time")


class Checkout:
    """A copy of what a checkout has once it is built, and what runs from it."""

    templates = {}
    made = []

    def __init__(self, account, parent="/tmp", fresh=True):
        self.account = account
        self.started = []
        Checkout.made.append(self)
        self.folder = Path(tempfile.mkdtemp(prefix="haat-test-", dir=parent))
        self.var = self.folder / "var"
        self.folder.chmod(0o755)
        install(self.folder)
        if account == "nobody":
            user = pwd.getpwnam("nobody")
            subprocess.run(["chown", "-R", f"{user.pw_uid}:{user.pw_gid}", self.folder], check=True)
        if not fresh:
            subprocess.run(["cp", "-a", "--reflink=auto", Checkout.template(account) / "var", self.var], check=True)

    @classmethod
    def template(cls, account):
        """A folder that Haat has been started in before: made once, and copied for each test."""
        if account not in cls.templates:
            made = Checkout(account)
            made.start().ready().stop()
            cls.templates[account] = made
        return cls.templates[account].folder

    @property
    def user(self):
        """The account that everything must run as."""
        return {"root": "haat", "nobody": "nobody"}.get(self.account) or pwd.getpwuid(os.geteuid()).pw_name

    def words(self, *arguments):
        before = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if self.account == "nobody" else []
        return [*before, str(self.folder / "haat"), *arguments]

    def environment(self, **settings):
        plain = {"PATH": os.environ["PATH"], "HAAT_PORT": str(free_port()), "HAAT_METRICS_PORT": "0"}
        return plain | settings

    def start(self, *arguments, **settings):
        program = Running(self, arguments or ("serve",), self.environment(**settings))
        self.started.append(program)
        return program

    def run(self, *arguments, **settings):
        return subprocess.run(self.words(*arguments), cwd=self.folder, env=self.environment(**settings), text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60)

    def as_user(self, *words):
        """A command with the rights of the account, as which PostgreSQL's own tools can be run."""
        before = ["setpriv", f"--reuid={self.user}", "--clear-groups", "--"] if IS_ROOT else []
        if IS_ROOT:
            before.insert(2, f"--regid={pwd.getpwnam(self.user).pw_gid}")
        return subprocess.run([*before, *map(str, words)], cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=60)

    def postmasters(self):
        """A child that has just been forked still looks like its parent."""
        alike = [p for p, words in processes().items() if f"-D {self.var}/postgres/data" in words and "setpriv" not in words]
        return [p for p in alike if parent(p) not in alike]

    def socket_folder(self):
        return Path((self.var / "postgres/socket").read_text().strip())

    def answers(self):
        try:
            return self.sql("select 1") == "1"
        except (AssertionError, OSError):
            return False

    def sql(self, statement, login="haat_admin", database="postgres"):
        environment = {"PATH": os.environ["PATH"], "PGPASSFILE": str(self.var / "postgres/passwords"), "LANG": "C.UTF-8"}
        words = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-w", "-h", str(self.socket_folder()), "-U", login, "-d", database]
        # libpq ignores a password file of another owner's only where it cannot read it, and root can.
        done = subprocess.run([*words, "-c", statement], env=environment, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def remove(self):
        for program in self.started:
            program.kill()
        for process in self.postmasters():
            os.kill(process, signal.SIGQUIT)
        wait_for(lambda: not self.postmasters())
        note = self.var / "postgres/socket"
        if note.exists():
            shutil.rmtree(note.read_text().strip(), ignore_errors=True)
        shutil.rmtree(self.var, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        Checkout.made.remove(self)


class Running:
    """A started program; what it says goes to a file, so that nobody has to read along."""

    def __init__(self, checkout, arguments, environment):
        self.said_in = checkout.folder / f"said-{time.monotonic_ns()}"
        with open(self.said_in, "wb") as said:
            self.process = subprocess.Popen(checkout.words(*arguments), cwd=checkout.folder, env=environment, stdin=subprocess.DEVNULL,
                                            stdout=said, stderr=subprocess.STDOUT, start_new_session=True)
        self.port = environment["HAAT_PORT"]

    @property
    def said(self):
        return self.said_in.read_text()

    def ready(self):
        def serves():
            assert self.process.poll() is None, f"it has ended: {self.said}"
            return "Haat serves" in self.said
        wait_for(serves, 60)
        return self

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(40)

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def pytest_configure():
    """A runner that is told to stop lets the fixtures clear up."""
    def interrupt(*_):
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)


@pytest.fixture(params=ACCOUNTS)
def checkout(request):
    """One that has been started before."""
    made = Checkout(request.param, fresh=False)
    yield made
    made.remove()


@pytest.fixture(params=ACCOUNTS)
def fresh(request):
    """One that has just been built."""
    made = Checkout(request.param)
    yield made
    made.remove()


def pytest_sessionfinish():
    """The templates, and what an interrupted test has left."""
    for made in list(Checkout.made):
        made.remove()
