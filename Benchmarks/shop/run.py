"""Measures the pages of a shop with real or generated history, and the server's memory under many requests and connections.

    python3 Benchmarks/shop/run.py retail FILE     Online Retail: dashboard and lists
    python3 Benchmarks/shop/run.py generated [N]   a shop of N orders (500,000: about 10 million lines), the same
    python3 Benchmarks/shop/run.py large FILE [N]  a file of N (10,000,000) lines, made of Online Retail, imported by the command: memory and speed
    python3 Benchmarks/shop/run.py during FILE [N] such a file (2,000,000) imported by the server itself: pages before it and meanwhile
    python3 Benchmarks/shop/run.py memory [N]      a million requests, or N
    python3 Benchmarks/shop/run.py connections [N] 19,800 held connections, or N: a process here may open 20,000 files

HAAT_BENCH_PROGRAM is the program, .build/release/haat unless it says otherwise. PostgreSQL is one of its own, with its settings
as it comes, but without fsync. Times are those of one client on the loopback, one request behind the other; CPU is of server and PostgreSQL together.
"""
import csv
import gzip
import hashlib
import http.client
import json
import os
import random
import re
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import uuid
from datetime import date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
import postgres  # noqa: E402

PROGRAM = os.environ.get("HAAT_BENCH_PROGRAM", str(ROOT / ".build/release/haat"))
PORT, METRICS = int(os.environ.get("HAAT_BENCH_PORT", 8180)), int(os.environ.get("HAAT_BENCH_METRICS_PORT", 9480))
SLUG = "bench-shop"


class Haat:
    """The program with its database, and its first business."""

    def __init__(self, pg, currency, zone):
        pg.folder.chmod(0o711)
        self.pg = pg
        # Not made here: started by root, the program becomes a user of its own, who makes it.
        self.home = f"/tmp/haat-bench-{os.getpid()}"
        url = {login: re.sub(r"//[^@]*@/postgres", f"//{login}:bench@/haat", pg.url) for login in ("haat_app", "haat_owner", "haat_platform")}
        self.owner = url["haat_owner"]
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("HAAT_")} | {
            "HAAT_DATABASE_URL": url["haat_app"], "HAAT_DATABASE_OWNER_URL": url["haat_owner"], "HAAT_DATABASE_PLATFORM_URL": url["haat_platform"],
            "HAAT_DATABASE_ADMIN_URL": pg.url, "HAAT_VAR": self.home, "HAAT_PORT": str(PORT), "HAAT_METRICS_PORT": str(METRICS),
            "HAAT_APP_URL": f"http://localhost:{PORT}", "HAAT_SHOPS_HOST": f"localhost:{PORT}", "HAAT_FILES_URL": f"http://files.localhost:{PORT}",
            "HAAT_LOG_LEVEL": "error", "HAAT_SECRET": "ab" * 32, "HAAT_DEVELOPMENT": "1"}
        self.run("migrate")
        self.process = subprocess.Popen([PROGRAM, "serve"], cwd=Path(PROGRAM).parents[2], env=self.environment, start_new_session=True)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", PORT)).close()
                break
            except OSError:
                time.sleep(0.1)
        self.client = Client()
        self.client.sign_up(currency, zone)
        self.tenant = self.tenant_of(SLUG)

    def tenant_of(self, slug):
        return self.sql(f"select id from tenants where slug = '{slug}'").strip()

    def run(self, *words):
        subprocess.run([PROGRAM, *words], cwd=Path(PROGRAM).parents[2], env=self.environment, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)

    def sql(self, text, *words):
        return subprocess.run(["psql", "-qXAt", "-v", "ON_ERROR_STOP=1", *words, self.pg.url.replace("/postgres?", "/haat?")], input=text,
                              capture_output=True, text=True, check=True).stdout

    def memory(self, pid=None):
        """KB of proportional memory: pages that processes share count once."""
        text = Path(f"/proc/{pid or self.process.pid}/smaps_rollup").read_text()
        return int(re.search(r"^Pss:\s+(\d+)", text, re.M).group(1))

    def cpu(self):
        """Seconds of CPU of the server and of PostgreSQL, which the load of a machine hardly touches."""
        total = 0
        for top in (self.process.pid, self.pg.server.pid):
            children = Path(f"/proc/{top}/task/{top}/children").read_text().split()
            for pid in [str(top), *children]:
                try:
                    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
                except OSError:
                    continue
                total += sum(map(int, fields[11:15] if pid == str(top) else fields[11:13]))
        return total / os.sysconf("SC_CLK_TCK")

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(60)


class Client:
    """One browser."""

    def __init__(self, slug=SLUG):
        self.slug = slug
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT)
        self.cookies = {}

    def request(self, method, path, form=None):
        headers = {"Host": f"localhost:{PORT}", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
                   "Sec-Fetch-Site": "same-origin", "Origin": f"http://localhost:{PORT}"}
        body = urllib.parse.urlencode(form) if form else None
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            # It has been idle for too long.
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        text = answer.read().decode()
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.split(";")[0]
        return answer.status, text

    def sign_up(self, currency, zone):
        _, page = self.request("GET", "/sign-up")
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        status, page = self.request("POST", "/sign-up", hidden | {
            "business": "Bench", "slug": self.slug, "language": "en", "currency": currency, "zone": zone, "email": f"{self.slug}@example.com",
            "password": "a quiet harbour in may", "start": "own"})
        if status != 303:
            raise SystemExit(f"sign-up answered {status}: {re.sub('<[^>]+>', ' ', page)[-1500:]}")
        _, page = self.request("GET", "/sign-up/confirm")
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        status, page = self.request("POST", "/sign-up/confirm", hidden | {"code": self.code()})
        if status != 303:
            raise SystemExit(f"the code was answered {status}: {re.sub('<[^>]+>', ' ', page)[-1500:]}")

    def code(self):
        """The six digits that the outbox of development holds for this owner."""
        for _ in range(300):
            _, page = self.request("GET", f"/outbox?q={self.slug}%40example.com")
            mail = re.search(r'href="(/outbox/[0-9a-f-]{36})"', page)
            if mail:
                return re.search(r"^\s*(\d{6})\s*$", self.request("GET", mail[1])[1], re.M)[1]
            time.sleep(0.1)
        raise SystemExit("no mail with a code")

    def milliseconds(self, path):
        begun = time.perf_counter()
        status, _ = self.request("GET", f"/t/{self.slug}{path}")
        if status != 200:
            raise SystemExit(f"{path} answered {status}")
        return (time.perf_counter() - begun) * 1000


def pages(first, last):
    """Every kind of page with what is asked of it, drawn anew each time."""
    def days(longest):
        end = last - timedelta(random.randrange((last - first).days))
        return max(first, end - timedelta(random.randrange(longest))), end

    def period(longest):
        begin, end = days(longest)
        return f"period=custom&from={begin}&to={end}"

    return {
        "dashboard, last 30 days": lambda: "?period=month",
        "dashboard, a year": lambda: "?period=year",
        "dashboard, any days up to three months": lambda: "?" + period(92),
        "dashboard, any days up to three years": lambda: "?" + period(1095),
        "orders, newest": lambda: "/orders",
        "orders, any days, largest": lambda: "/orders?sort=total&" + period(60),
        "orders by number": lambda: f"/orders?q={random.randrange(536365, 581587)}",
        "orders by customer": lambda: f"/orders?q={random.choice(['a', 'da', 'ka', 'Mia', '17'])}",
        "customers, best": lambda: "/customers?sort=net",
        "customers by name": lambda: f"/customers?q={random.choice(['Ay', 'Ba', 'Fa', '178'])}",
        "products, best": lambda: "/products?sort=net",
        "products by name": lambda: f"/products?q={random.choice(['HEART', 'Product%2012', 'BAG'])}",
    }


def measure(haat, rounds=150):
    first, last = (date.fromisoformat(day) for day in
                   haat.sql(f"select min(local_date), max(local_date) from orders where tenant_id = '{haat.tenant}'").strip().split("|"))
    print(f"{haat.sql('select count(*) from order_lines').strip()} lines; load {os.getloadavg()[0]:.1f}")
    print("| page | p50 ms | p99 ms | CPU ms |\n|---|--:|--:|--:|")
    for name, path in pages(first, last).items():
        for _ in range(5):
            haat.client.milliseconds(path())
        used = haat.cpu()
        times = sorted(haat.client.milliseconds(path()) for _ in range(rounds))
        used = (haat.cpu() - used) * 1000 / rounds
        print(f"| {name} | {statistics.median(times):.1f} | {times[int(len(times) * 0.99)]:.1f} | {used:.1f} |", flush=True)
    print(f"load {os.getloadavg()[0]:.1f}; the server holds {haat.memory() / 1024:.0f} MB")


def retail(haat, file):
    begun, used, own = time.time(), haat.cpu(), os.times()
    haat.run("import", "orders", file, "--tenant", SLUG, "--zone", "Europe/London")
    seconds, command = time.time() - begun, os.times()
    own = command.children_user + command.children_system - own.children_user - own.children_system
    lines = int(haat.sql("select count(*) from order_lines"))
    print(f"imported in {seconds:.1f} s: {lines / seconds:,.0f} lines/s; CPU {own:.1f} s of the command, {haat.cpu() - used:.1f} s of PostgreSQL; "
          f"load {os.getloadavg()[0]:.1f}")
    haat.sql("vacuum analyze")
    measure(haat)


def generated(haat, orders=500_000):
    begun = time.time()
    haat.sql((ROOT / "Benchmarks/shop/shop.sql").read_text(), "-v", f"tenant={haat.tenant}", "-v", f"until={date.today()}", "-v", "zone=Asia/Dhaka",
             "-v", f"orders={orders}")
    haat.sql("vacuum analyze")
    print(f"generated in {time.time() - begun:.0f} s, load {os.getloadavg()[0]:.1f}")
    begun = time.time()
    haat.sql(f"""insert into jobs (tenant_id, id, name, version, payload, state, priority, due_at, attempt, created_at)
                 values ('{haat.tenant}', gen_random_uuid(), 'orders.restate-figures', 1, '{{}}', 'waiting', 1, now(), 0, now())""")
    while int(haat.sql("select (select count(*) from stale_days) + (select count(*) from stale_customers) + (select count(*) from stale_products)")):
        time.sleep(1)
    print(f"figures restated in {time.time() - begun:.0f} s, load {os.getloadavg()[0]:.1f}")
    haat.sql("vacuum analyze")
    measure(haat)


def lengthen(file, count, target):
    """Online Retail again and again, with invoices and customers of its own each time, two weeks later: a shop that grows by a file a fortnight."""
    with gzip.open(file, "rt", newline="") as lines:
        header, *rows = csv.reader(lines)
    times = {row[4]: datetime.fromisoformat(row[4]) for row in rows}
    invoices, customers = {row[0] for row in rows}, {row[6] for row in rows if row[6]}
    written = 0
    with gzip.open(target, "wt", compresslevel=1, newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(header)
        while written < count:
            copy = written // len(rows)
            moved = {text: str(time + timedelta(14 * copy)) for text, time in times.items()}
            moved |= {number: number.rstrip("0123456789") + str(int(number.lstrip("AC")) + 1_000_000 * copy) for number in invoices}
            moved |= {key: str(int(key) + 10_000 * (copy % 10)) for key in customers}
            some = rows[:count - written]
            writer.writerows((moved[row[0]], *row[1:4], moved[row[4]], row[5], moved.get(row[6], ""), row[7]) for row in some)
            written += len(some)


def large(haat, file, count=10_000_000):
    """By the command, whose process does nothing else."""
    target = Path(haat.home, "large.csv.gz")
    begun = time.time()
    lengthen(file, count, target)
    print(f"{count:,} lines written in {time.time() - begun:.0f} s: {target.stat().st_size >> 20} MB gzipped", flush=True)
    begun, used = time.time(), haat.cpu()
    command = subprocess.Popen([PROGRAM, "import", "orders", target, "--tenant", SLUG, "--zone", "Europe/London"], cwd=Path(PROGRAM).parents[2],
                               env=haat.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    told, most = 0, 0
    while command.poll() is None:
        time.sleep(0.5)
        try:
            # Root's command is two processes; the other one only waits.
            most = max([most] + [haat.memory(pid) for pid in [command.pid, *children(command.pid)]])
        except OSError:
            continue
        state, done = (haat.sql("select state, rows_read from imports").strip() or "waiting|0").split("|")
        if int(done) >= told + 500_000 or (state == "counting" and told >= 0):
            told = int(done) if state == "running" else -1
            print(f"{int(done):,} lines, {state}: {int(done) / (time.time() - begun):,.0f} lines/s, PostgreSQL {(haat.cpu() - used) / int(done) * 1e6:.1f} µs "
                  f"of CPU a line, at most {most / 1024:.0f} MB; load {os.getloadavg()[0]:.1f}", flush=True)
    seconds = time.time() - begun
    print(f"imported and restated in {seconds:.0f} s: {count / seconds:,.0f} lines/s, {(haat.cpu() - used) / count * 1e6:.1f} µs of PostgreSQL's CPU a line; "
          f"at most {most / 1024:.0f} MB; load {os.getloadavg()[0]:.1f}")
    if command.returncode:
        raise SystemExit("the import failed")


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def start_import(haat, file):
    """As the pages do when a person has pressed the button."""
    folder = Path(haat.home, "storage", haat.tenant)
    folder.mkdir(mode=0o700, exist_ok=True)
    digest = hashlib.file_digest(open(file, "rb"), "sha256").hexdigest()
    stored = folder / digest
    os.rename(file, stored)
    user = os.stat(folder.parent).st_uid
    for made in (folder, stored):
        os.chown(made, user, user)
    reading = {"encoding": "utf-8", "delimiter": ",", "dateOrder": "year", "decimalMark": ".", "zone": "Europe/London", "allowsShortRows": False}
    fields = ["invoice", "code", "description", "quantity", "date", "price", "customer_id", "country"]
    key = uuid.uuid4()
    haat.sql(f"""
        insert into imports (tenant_id, id, kind, source, file_name, file_hash, file_size, state, format, mapping, header, created_at, changed_at)
        values ('{haat.tenant}', '{key}', 'orders', 'csv', 'large.csv.gz', '\\x{digest}', {stored.stat().st_size}, 'waiting', '{json.dumps(reading)}',
                '{json.dumps(fields)}', '{{InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country}}', now(), now());
        insert into jobs (tenant_id, id, name, version, payload, priority, state, attempt, created_at, due_at)
        values ('{haat.tenant}', gen_random_uuid(), 'orders.run-import', 1, '{{"id": "{key}"}}', 1, 'waiting', 0, now(), now());
        select pg_notify('jobs', '{haat.tenant} ' || (extract(epoch from now()) * 1000000)::bigint)""")
    return key


def during(haat, file, count=2_000_000):
    """Two shops with Online Retail; the first one's server imports a large file into it."""
    other = Client("other-shop")
    other.sign_up("GBP", "Europe/London")
    for slug in (SLUG, "other-shop"):
        haat.run("import", "orders", file, "--tenant", slug, "--zone", "Europe/London")
    haat.sql("vacuum analyze")
    target = Path(haat.home, "large.csv.gz")
    lengthen(file, count, target)
    first, last = date(2010, 12, 1), date(2011, 12, 9)
    asked = {name: path for name, path in pages(first, last).items() if "years" not in name and "months" not in name}

    def times(rounds, goes_on=lambda: True):
        took = {(client.slug, name): [] for client in (haat.client, other) for name in asked}
        for _ in range(rounds):
            for client in (haat.client, other):
                for name, path in asked.items():
                    # As one who reads what has come: else the pages alone would keep a core busy.
                    time.sleep(0.02)
                    took[client.slug, name].append(client.milliseconds(path()))
            if not goes_on():
                break
        return {key: sorted(values) for key, values in took.items()}

    times(3)
    before, load = times(100), os.getloadavg()[0]
    key = start_import(haat, target)

    def state():
        return haat.sql(f"select state, rows_read from imports where id = '{key}'").strip().split("|")

    while state()[0] == "waiting":
        time.sleep(0.1)
    begun, most = time.time(), 0

    def is_running():
        nonlocal most
        most = max(most, haat.memory())
        return state()[0] == "running"

    meanwhile = times(100, is_running)
    now, done = state()
    print(f"the import was {now}, {int(done):,} lines in {time.time() - begun:.0f} s; the server held at most {most / 1024:.0f} MB; "
          f"load {load:.1f} before, {os.getloadavg()[0]:.1f} meanwhile")
    print("| shop | page | requests | p50 ms before | p50 ms meanwhile | p99 ms before | p99 ms meanwhile |\n|---|---|--:|--:|--:|--:|--:|")
    for key, early in before.items():
        late = meanwhile[key]
        shop = "the same" if key[0] == SLUG else "another"
        print(f"| {shop} | {key[1]} | {len(late)} | {statistics.median(early):.1f} | {statistics.median(late):.1f} | {early[int(len(early) * 0.99)]:.1f} "
              f"| {late[int(len(late) * 0.99)]:.1f} |")


def memory(haat, count=1_000_000):
    script = Path(tempfile.mkdtemp(prefix="haat-bench-"), "mix.lua")
    paths = [f"/t/{SLUG}/orders", f"/t/{SLUG}", f"/t/{SLUG}/customers", "/sign-in", "/health/live"] + ["/sign-in"] * 5
    script.write_text("local paths = {" + ",".join(f'"{path}"' for path in paths) + "}\nlocal n = 0\nrequest = function()\n  n = n % #paths + 1\n"
                      "  return wrk.format(nil, paths[n])\nend\n")
    cookies = "; ".join(f"{k}={v}" for k, v in haat.client.cookies.items())

    def load(seconds):
        said = subprocess.run(["wrk", "-t1", "-c32", f"-d{seconds}s", "-s", script, "-H", f"Host: localhost:{PORT}", "-H", f"Cookie: {cookies}",
                               f"http://127.0.0.1:{PORT}"], capture_output=True, text=True).stdout
        if "Non-2xx" in said:
            raise SystemExit(said)
        return int(re.search(r"(\d+) requests in", said).group(1))

    warm = load(20)
    begin, done = haat.memory(), 0
    print(f"after {warm:,} requests to warm up: {begin / 1024:.1f} MB, load {os.getloadavg()[0]:.1f}", flush=True)
    while done < count:
        done += load(20)
        print(f"after {done:,} more: {haat.memory() / 1024:.1f} MB", flush=True)
    print(f"{done:,} requests: memory grew by {(haat.memory() - begin) / 1024:.1f} MB, load {os.getloadavg()[0]:.1f}")


def connections(haat, count=19_800):
    """Each has been answered once, so that nothing is left out that a connection comes to hold. Opened in groups, before the first is idle for too
    long; from several addresses, as one has too few ports."""
    before = haat.memory()
    held = []
    while len(held) < count:
        group = [socket.create_connection(("127.0.0.1", PORT), source_address=(f"127.0.0.{2 + len(held) // 10_000}", 0))
                 for _ in range(min(500, count - len(held)))]
        for one in group:
            one.sendall(f"GET /health/live HTTP/1.1\r\nHost: localhost:{PORT}\r\nUser-Agent: {'x' * 120}\r\n\r\n".encode())
        if not all(one.recv(4096).startswith(b"HTTP/1.1 200") for one in group):
            raise SystemExit("a connection was not answered")
        held += group
    time.sleep(1)
    idle = haat.memory()
    print(f"{count:,} held connections: {before / 1024:.1f} MB before, {idle / 1024:.1f} MB with them: {(idle - before) * 1024 / count:.0f} bytes each; "
          f"another client waits {haat.client.milliseconds('/orders'):.1f} ms for a page; load {os.getloadavg()[0]:.1f}")


def main():
    what, words = sys.argv[1], sys.argv[2:]
    # For the clients here, and for the server, which inherits it.
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with postgres.Postgres() as pg:
        haat = Haat(pg, *(("GBP", "Europe/London") if what in ("retail", "large", "during") else ("BDT", "Asia/Dhaka")))
        try:
            {"retail": retail, "generated": generated, "large": large, "during": during, "memory": memory, "connections": connections}[what](
                haat, *[int(word) if word.isdigit() else word for word in words])
        finally:
            haat.stop()
            shutil.rmtree(haat.home, ignore_errors=True)


if __name__ == "__main__":
    main()
