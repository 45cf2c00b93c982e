"""Measures signing in and turning from one business to another, through the pages of a release build, with few people and with many.

    python3 Benchmarks/people/signins.py [SECONDS]

The server and its PostgreSQL are its own. Each visitor comes from a network of their own, since what one may do at once is limited.
"""
import ctypes
import http.client
import importlib.util
import itertools
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]


def part(path):
    """Another script of these: each is called run.py."""
    spec = importlib.util.spec_from_file_location(path.parent.name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


people_run, machine = part(ROOT / "Benchmarks/people/run.py"), part(ROOT / "Benchmarks/run.py")
PROGRAM = os.environ.get("HAAT_BENCH_PROGRAM", ROOT / ".build/release/haat")
PASSWORD = b"a cold river at dawn"
CLIENTS = 8
PORT = 18080


def password_hash():
    """As the server makes one: argon2id of 64 MiB and two passes."""
    out = ctypes.create_string_buffer(128)
    sodium = ctypes.CDLL("libsodium.so.23")
    done = sodium.crypto_pwhash_str_alg(out, PASSWORD, ctypes.c_ulonglong(len(PASSWORD)), ctypes.c_ulonglong(2), ctypes.c_size_t(64 << 20), 2)
    assert done == 0
    return out.value.decode()


class Haat:
    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="haat-bench-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.settings = {"PATH": os.environ["PATH"], "HAAT_PORT": str(PORT), "HAAT_METRICS_PORT": "0", "HAAT_VAR": str(self.folder / "var"),
                         "HAAT_TRUSTED_PROXIES": "127.0.0.1", "HAAT_LOG_LEVEL": "warning"}
        said = open(self.folder / "said", "wb")
        self.process = subprocess.Popen([PROGRAM, "serve"], cwd=ROOT, env=self.settings, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        for _ in range(600):
            try:
                if Visitor(0).get("/health/ready")[0] == 200:
                    return self
            except OSError:
                pass
            time.sleep(0.1)
        raise SystemExit((self.folder / "said").read_text())

    def psql(self, text):
        done = subprocess.run([PROGRAM, "psql"], cwd=ROOT, env=self.settings, input=text, capture_output=True, text=True)
        if done.returncode or "ERROR" in done.stderr:
            raise SystemExit(done.stderr)

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(60)
        shutil.rmtree(self.folder, ignore_errors=True)


class Visitor:
    """A browser that keeps its connection and its cookies."""

    def __init__(self, number):
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        self.cookies = {}
        self.network = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"

    def ask(self, method, path, body=None):
        headers = {"Host": f"localhost:{PORT}", "X-Forwarded-For": self.network, "Accept": "text/html"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://localhost:{PORT}"}
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, answer.read().decode()

    def get(self, path):
        return self.ask("GET", path)

    def sign_in(self, person):
        csrf = re.search(r'name="csrf" value="([^"]+)"', self.get("/sign-in")[1]).group(1)
        form = {"csrf": csrf, "email": f"p{person}@example.com", "password": PASSWORD.decode()}
        began = time.perf_counter()
        status, text = self.ask("POST", "/sign-in", urlencode(form))
        if status != 303:
            raise SystemExit(f"{status}: {text[:3000]}")
        return time.perf_counter() - began


def sign_ins(haat, people, seconds):
    numbers, times, until = itertools.count(1), [], time.monotonic() + seconds

    def work():
        while time.monotonic() < until:
            visitor = Visitor(next(numbers))
            times.append(visitor.sign_in(random.randint(1, people)))
            visitor.connection.close()

    before, began = machine.cpu(machine.family(haat.process.pid)), time.monotonic()
    threads = [threading.Thread(target=work) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent, took = machine.cpu(machine.family(haat.process.pid)) - before, time.monotonic() - began
    print(f"  sign-in  {len(times) / took:6.1f} a second, {1000 * spent / len(times):5.1f} ms of CPU each; {said(times)}")


def switches(tenants, people, seconds):
    """Those whose number is of fives work for two businesses."""
    times, visitors = [], []
    for number in range(10):
        person = 5 * random.randint(1, people // 5)
        visitor = Visitor(1_000_000 + number)
        visitor.sign_in(person)
        visitors.append((visitor, [f"/t/tenant-{person % tenants}", f"/t/tenant-{(person + 1) % tenants}"]))
    until = time.monotonic() + seconds
    for visitor, paths in itertools.cycle(visitors):
        if time.monotonic() > until:
            break
        paths.reverse()
        began = time.perf_counter()
        status, text = visitor.get(paths[0])
        times.append(time.perf_counter() - began)
        if status != 200:
            raise SystemExit(f"{status}: {text[:3000]}")
    print(f"  switch   {len(times)} one behind the other; {said(times[20:])}")


def said(times):
    times = sorted(times)
    return f"median {1000 * statistics.median(times):.1f} ms, p99 {1000 * times[int(len(times) * 0.99)]:.1f} ms"


def main():
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    for tenants, people in people_run.SIZES:
        with Haat() as haat:
            haat.psql(people_run.FILL.format(tenants=tenants, people=people) + f"update people set password_hash = '{password_hash()}';\nanalyze;\n")
            print(f"{tenants:,} businesses, {people:,} people")
            switches(tenants, people, seconds)
            sign_ins(haat, people, seconds)


if __name__ == "__main__":
    main()
