"""Measures the bench page: ours, FastAPI's, and pgbench on the statement alone, interleaved in one run.

    python3 Benchmarks/run.py [ROUNDS] [SECONDS]

CPU is what the kernel counts for a server's processes, and for PostgreSQL's, over a round; requests are wrk's. Medians of the rounds.
"""
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "scripts"))
import postgres  # noqa: E402

PAGES = ["/plain", "/fortunes", "/orders?tenant=7"]
STATEMENT = """\\set tenant random(1, 20)
select o.id, o.tenant, o.customer_id, o.status, o.note, o.quantity, o.total_cents, o.created_at, c.name
  from bench.orders o join bench.customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id
 where o.tenant_id = '00000000-0000-7000-8000-000000000007'::uuid order by o.created_at desc limit 50;
"""
TICK = os.sysconf("SC_CLK_TCK")


def family(pid):
    """A process and all below it."""
    found = [pid]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        if parent == pid:
            found += family(int(path.parent.name))
    return found


def cpu(pids):
    """Seconds of CPU that the processes have used."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            total += int(fields[11]) + int(fields[12])
        except OSError:
            pass
    return total / TICK


def memory(pids):
    """MB of proportional memory, so that pages the processes share count once."""
    total = 0
    for pid in pids:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        total += int(re.search(r"^Pss:\s+(\d+)", text, re.M).group(1))
    return total / 1024


class Server:
    def __init__(self, name, words, port, environment):
        self.name, self.port = name, port
        self.process = subprocess.Popen(words, env=os.environ | environment, cwd=HERE / "peer", stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, start_new_session=True)
        for _ in range(200):
            done = subprocess.run(["curl", "-fs", "-o", "/dev/null", f"http://127.0.0.1:{port}/plain", "-H", f"Host: localhost:{port}"])
            if done.returncode == 0:
                return
            time.sleep(0.1)
        raise SystemExit(f"{name} did not start")

    def measure(self, page, seconds, database):
        self.load(page, 1)
        before, db_before = cpu(family(self.process.pid)), cpu(family(database))
        said = self.load(page, seconds)
        after, db_after = cpu(family(self.process.pid)), cpu(family(database))
        requests = int(re.search(r"(\d+) requests in", said).group(1))
        if "Non-2xx" in said or not requests:
            raise SystemExit(f"{self.name} {page}: {said}")
        rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1))
        slow = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
        p99 = float(slow.group(1)) * {"us": 0.001, "ms": 1, "s": 1000}[slow.group(2)]
        return (after - before) * 1e6 / requests, (db_after - db_before) * 1e6 / requests, rate, p99

    def load(self, page, seconds):
        return subprocess.run(["wrk", "-t1", "-c64", f"-d{seconds}s", "--latency", "-H", f"Host: localhost:{self.port}",
                               f"http://127.0.0.1:{self.port}{page}"], capture_output=True, text=True).stdout

    def stop(self):
        os.killpg(self.process.pid, signal.SIGKILL)


def psql(url, *words, text=None):
    done = subprocess.run(["psql", "-qX", "-v", "ON_ERROR_STOP=1", url, *words], input=text, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)


def pgbench(url, seconds, script):
    said = subprocess.run(["pgbench", "-n", "-M", "prepared", "-c", "16", "-j", "1", "-T", str(seconds), "-f", script, url],
                          capture_output=True, text=True)
    return float(re.search(r"tps = ([\d.]+)", said.stdout).group(1))


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    with postgres.Postgres() as pg:
        psql(pg.url, text="create role haat_app login password 'bench'; create role haat_owner; create role haat_platform;")
        psql(pg.url, "-f", str(HERE / "seed.sql"))
        app = re.sub(r"//[^@]*@", "//haat_app:bench@", pg.url)
        script = pg.folder / "statement.sql"
        script.write_text(STATEMENT)
        database = pg.server.pid
        ours = Server("Haat", [str(ROOT / ".build/release/BenchServer")], 8090, {"BENCH_DATABASE_URL": app, "BENCH_PORT": "8090"})
        peer = Server("FastAPI", [str(ROOT / ".venv-bench/bin/uvicorn"), "app:app", "--port", "8091", "--workers", "2", "--no-access-log",
                                  "--log-level", "critical"], 8091, {"BENCH_DATABASE_URL": pg.url})
        results, alone = {}, []
        for _ in range(rounds):
            for page in PAGES:
                for server in (ours, peer):
                    results.setdefault((page, server.name), []).append(server.measure(page, seconds, database))
            alone.append(pgbench(app_without_security(pg.url), seconds, script))
        report(results, alone, {s.name: memory(family(s.process.pid)) for s in (ours, peer)})
        ours.stop()
        peer.stop()


def app_without_security(url):
    """pgbench runs as the owner: the bare statement, without a transaction around it and without row security."""
    return url


def report(results, alone, memories):
    median = {key: [statistics.median(column) for column in zip(*values)] for key, values in results.items()}
    print("| page | server | server µs | PostgreSQL µs | requests/s | p99 ms |\n|---|---|--:|--:|--:|--:|")
    for (page, name), (own, db, rate, p99) in median.items():
        print(f"| `{page}` | {name} | {own:.1f} | {db:.1f} | {rate:,.0f} | {p99:.1f} |")
    for page in PAGES:
        print(f"{page}: CPU is 1/{median[page, 'FastAPI'][0] / median[page, 'Haat'][0]:.1f} of FastAPI's")
    share = median[PAGES[2], "Haat"][2] / statistics.median(alone)
    print(f"pgbench on the statement alone: {statistics.median(alone):,.0f} a second; the page has {share:.0%} of it")
    print("memory in MB after the load: " + ", ".join(f"{name} {mb:.1f}" for name, mb in memories.items()))


if __name__ == "__main__":
    main()
