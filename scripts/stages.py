"""The stages of `make test`: each says how many passed and failed, and the last line sums them up.

    scripts/test all              what .ci/run runs
    scripts/test check            lint and the Swift tests
    scripts/test swift browser    stages by name

What a stage said lies in .build/test-logs. HAAT_TEST_FILTER narrows the Swift tests down.
"""
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import counts
import postgres

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / ".build/test-logs"
STATEMENTS = LOGS / "statements"
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("HAAT_") or k.startswith("HAAT_TEST_")}
# So many tests beside each other: enough to try their isolation, few enough for the connections of a small PostgreSQL.
FLAGS = ["--disable-xctest", "--experimental-maximum-parallelization-width", "8"]


class Interrupted(BaseException):
    pass


class Runner:
    def __init__(self):
        self.postgres = None
        self.child = None
        LOGS.mkdir(parents=True, exist_ok=True)

    def run(self, stage, *words, minutes=15, append=False, **environment):
        """Runs a command, its output in the stage's log; gives back the exit code and what it said."""
        path = LOGS / f"{stage}.log"
        with open(path, "ab" if append else "wb") as log:
            begin = log.tell()
            self.child = subprocess.Popen(
                [str(w) for w in words], cwd=ROOT, env=ENVIRONMENT | environment, stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, start_new_session=True)
            try:
                code = self.child.wait(minutes * 60)
            except subprocess.TimeoutExpired:
                log.write(f"\nstopped after {minutes} minutes\n".encode())
                code = -1
            finally:
                self.end_child()
        with open(path, "rb") as log:
            log.seek(begin)
            return code, log.read().decode(errors="replace")

    def end_child(self):
        """The whole session, so that no browser or server outlives its test; what it runs gets time to clear up."""
        running = self.child.poll() is None
        for number, patience in ((signal.SIGTERM, 30 if running else 1), (signal.SIGKILL, 5)):
            try:
                os.killpg(self.child.pid, number)
            except ProcessLookupError:
                return
            limit = time.monotonic() + patience
            while time.monotonic() < limit and self.session_lives():
                time.sleep(0.05)

    def session_lives(self):
        self.child.poll()
        try:
            os.killpg(self.child.pid, 0)
            return True
        except ProcessLookupError:
            return False

    def database(self):
        if not self.postgres:
            self.postgres = postgres.Postgres().__enter__()
        return {"HAAT_TEST_POSTGRES": self.postgres.url}

    def close(self):
        if self.child and self.child.poll() is None:
            self.end_child()
        if self.postgres:
            self.postgres.__exit__()


def lint(runner):
    files = [p for folder in ("Sources", "Tests", "Plugins") for p in (ROOT / folder).rglob("*.swift")] + [ROOT / "Package.swift"]
    files = [str(p.relative_to(ROOT)) for p in files if ".build" not in p.parts]
    code, said = runner.run("lint", "swift", "format", "lint", "--strict", "--parallel", *files)
    return with_code(code, counts.findings(said, files))


def build(runner):
    code, said = runner.run("build", "swift", "build", "--build-tests", minutes=40)
    return (1, 0) if code == 0 else (0, max(1, len(set(re.findall(r"^\S+:\d+:\d+: error: .*$", said, re.M)))))


# Swift has as many threads for tasks as cores, and tests of servers block one while they wait as a client does: each of
# these groups runs by itself, and everything else together.
ALONE = ["^(HTTPTests|LoopTests)\\.", "^(DatabaseTests|JobsTests)\\."]


def swift(runner):
    wanted = os.environ.get("HAAT_TEST_FILTER")
    groups = [["--filter", wanted]] if wanted else [["--filter", a] for a in ALONE] + [[w for a in ALONE for w in ("--skip", a)]]
    STATEMENTS.unlink(missing_ok=True)
    environment = runner.database() | {"HAAT_TEST_STATEMENTS": str(STATEMENTS)}
    total = (0, 0)
    for number, group in enumerate(groups):
        code, said = runner.run("swift", "swift", "test", "--skip-build", *FLAGS, *group, append=number > 0, **environment)
        total = tuple(map(sum, zip(total, with_code(code, counts.swift(said)))))
    return total


def fuzz(runner):
    """The parsers that read what strangers send, for a minute, under the address sanitizer."""
    code, said = runner.run("fuzz", "Tests/Fuzz/run.sh", "60")
    return with_code(code, counts.last_line(said))


# Where threads meet, but for the tests that count what is done in a time: everything takes ten times as long here.
THREADED = ["^(HTTPTests|LoopTests|OperationsTests)\\.", "^(DatabaseTests|JobsTests|CryptoTests|WebTests)\\."]
TIMED = ["process that is killed", "under load", "slow statements", "takes too long", "keeps the rate", "not longer than it may"]


def sanitize(runner, which="thread", minutes=3, stage="sanitize"):
    """The tests of the kernel with every memory access watched, for as many minutes; what has not run by then is left out."""
    scratch = f".build/{which}"
    build = ["swift", "build", "--build-tests", f"--sanitize={which}", "--scratch-path", scratch]
    code, _ = runner.run(stage, *build, minutes=40)
    if code:
        return 0, 1
    # Threads that live as long as the process are no leak.
    options = {"TSAN_OPTIONS": f"suppressions={ROOT}/scripts/tsan.supp report_thread_leaks=0", "ASAN_OPTIONS": "detect_leaks=0"} | runner.database()
    test = ["swift", "test", "--skip-build", f"--sanitize={which}", "--scratch-path", scratch, *FLAGS]
    test += [word for name in TIMED for word in ("--skip", name)]
    total = (0, 0)
    for group in THREADED:
        code, said = runner.run(stage, *test, "--filter", group, minutes=minutes / len(THREADED), append=True, **options)
        total = tuple(map(sum, zip(total, sanitized(code, said))))
    return total


def sanitized(code, said):
    """A run that was stopped at its time is judged by what had ended; each report of a sanitizer is a failure."""
    stopped = code == -1
    reports = len(re.findall(r"^(?:WARNING: \w+Sanitizer|==\d+==ERROR: \w+Sanitizer)", said, re.M))
    passed, failed = counts.swift(said)
    return with_code(0 if stopped else code, (passed, failed + reports - (1 if stopped else 0)))


def python(name, *folders, **environment):
    def stage(runner):
        report = LOGS / f"{name}.xml"
        report.unlink(missing_ok=True)
        words = ["scripts/python", "-m", "pytest", "-q", "-rf", "--tb=short", "-p", "no:cacheprovider", f"--junitxml={report}", *folders]
        code, _ = runner.run(name, *words, **runner.database(), **environment)
        return with_code(code, counts.junit(report))
    return stage


def messages(runner):
    """Each message counts as one that passed, each that lacks its Bengali or is said no more as one that failed."""
    code, said = runner.run("messages", "/usr/bin/python3", "scripts/messages.py", minutes=20)
    match = re.search(r"^(\d+) messages, (\d+) problems$", said, re.M)
    found, wrong = (int(match[1]), int(match[2])) if match else (0, 1)
    return with_code(code, (max(0, found - wrong), wrong))


def with_code(code, result):
    """A runner that ended badly without a failed test, or ran none, counts as one failure."""
    passed, failed = result
    return (passed, 1) if failed == 0 and (code != 0 or passed == 0) else (passed, failed)


STAGES = {
    "lint": lint,
    "build": build,
    "swift": swift,
    "statements": python("statements", "Tests/Statements", HAAT_TEST_STATEMENTS=str(STATEMENTS)),
    "messages": messages,
    "processes": python("processes", "Tests/Processes"),
    "browser": python("browser", "Tests/Browser"),
    "fuzz": fuzz,
    "sanitize": sanitize,
}
# Only when they are asked for.
LONG = {
    "thread": lambda runner: sanitize(runner, "thread", minutes=60, stage="thread"),
    "address": lambda runner: sanitize(runner, "address", minutes=60, stage="address"),
}
GROUPS = {
    "all": list(STAGES),
    "sanitizers": list(LONG),
    "check": ["lint", "build", "swift", "statements"],
}


def show_failures(name):
    """The lines of the log that say what went wrong, or its end."""
    lines = (LOGS / f"{name}.log").read_text(errors="replace").splitlines() if (LOGS / f"{name}.log").exists() else []
    telling = [l for l in lines if re.search(r"error:|^✘|^E  |^FAILED|Sanitizer:|Fatal error|warning:", l) and l[:1] not in "◇✔"]
    for line in (telling or lines)[-40:]:
        print(f"  {line[:240]}")
    print(f"  the whole of it: .build/test-logs/{name}.log", flush=True)


def perform(names):
    runner, total = Runner(), [0, 0]
    try:
        for name in names:
            began = time.monotonic()
            try:
                passed, failed = (STAGES | LONG)[name](runner)
            except Exception as error:
                print(f"  {type(error).__name__}: {error}")
                passed, failed = 0, 1
            total = [total[0] + passed, total[1] + failed]
            print(f"{name}: {passed} passed, {failed} failed ({time.monotonic() - began:.0f} s)", flush=True)
            if failed:
                show_failures(name)
            if name == "build" and failed:
                break
    except Interrupted:
        print("interrupted")
        total[1] += 1
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        runner.close()
    return total


def interrupt(*_):
    raise Interrupted


def main(words):
    names = [stage for word in words or ["all"] for stage in GROUPS.get(word, [word])]
    unknown = [n for n in names if n not in STAGES | LONG]
    if unknown:
        sys.exit(f"no stage is called {unknown[0]}; there are {', '.join([*GROUPS, *STAGES, *LONG])}")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    began = time.monotonic()
    passed, failed = perform(names)
    print(f"{time.monotonic() - began:.0f} s in all")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
