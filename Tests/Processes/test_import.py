"""Kills imports with -9 at random moments, the command's and a server's: the books must end as those of an import that
nobody killed, and as the oracle says."""
import hashlib
import json
import os
import pwd
import random
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import types
import urllib.parse
import uuid
from pathlib import Path

import pytest

from conftest import IS_ROOT, ROOT, Checkout, install, wait_for

sys.path.insert(0, str(ROOT / "Tests/Oracle"))
import compare  # noqa: E402

KILLS = 50
LINES = 40_000
PASSWORD = "for-tests-only"
HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"


def sample(path, seed):
    """Lines of a made-up shop, three invoices at a time between each other, with everything odd now and then."""
    chance = random.Random(seed)
    codes = [str(10_000 + n) for n in range(900)] + ["85123A", "85123a", "POST", "DOT", "D", "M", "S", "BANK CHARGES"]
    countries = ["United Kingdom", "France", "বাংলাদেশ", "EIRE", "", "Germany, West"]
    open_invoices, number = [], 500_000
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        for line in range(LINES):
            while len(open_invoices) < 3:
                number += 1
                prefix = chance.choices(["", "C", "A"], [50, 5, 1])[0]
                customer = str(chance.randrange(12_000, 14_000)) if chance.random() < 0.7 else ""
                open_invoices.append((f"{prefix}{number}", customer, chance.choice(countries), number - 500_000))
            invoice, customer, country, age = chance.choice(open_invoices)
            if chance.random() < 0.05:
                open_invoices = [each for each in open_invoices if each[0] != invoice]
            minute = age * 17 + (chance.random() < 0.01)
            placed = f"2011-{1 + minute // 40_000 % 12:02}-{1 + minute // 1440 % 28:02} {minute // 60 % 24:02}:{minute % 60:02}:00"
            quantity = chance.randrange(1, 30) * (-1 if invoice.startswith("C") or chance.random() < 0.01 else 1)
            price = chance.choice(["0", "0.001", "2.55", "0.125", "1250.5"]) if chance.random() < 0.1 else f"{chance.randrange(5, 5000) / 100}"
            if chance.random() < 0.005:
                quantity = "many"
            row = f'{invoice},{chance.choice(codes)},"Thing, no. {chance.randrange(50)}",{quantity},{placed},{price},{customer},"{country}"\n'
            file.write(row * (2 if chance.random() < 0.01 else 1))


class Books:
    """A database of its own on the tests' server, with businesses to import into."""

    def __init__(self, folder):
        self.folder = folder
        install(folder)
        parts = urllib.parse.urlsplit(os.environ["HAAT_TEST_POSTGRES"])
        self.name = f"haat_import_{secrets.token_hex(4)}"
        query = "?" + parts.query if parts.query else ""
        place = parts.netloc.rpartition("@")[2]
        self.urls = {role: f"postgresql://haat_{role}:{PASSWORD}@{place}/{self.name}{query}" for role in ("app", "platform", "owner")}
        self.administrator = os.environ["HAAT_TEST_POSTGRES"]
        # As the user who may go to the server's socket, not as the one that haat becomes when root starts it.
        socket = urllib.parse.parse_qs(parts.query).get("host", ["/"])[0]
        self.user = os.stat(socket).st_uid if os.geteuid() == 0 and socket.startswith("/") else None
        self.environment = {
            "PATH": os.environ["PATH"], "HAAT_HOME": str(folder), "HAAT_DATABASE_URL": self.urls["app"],
            "HAAT_DATABASE_PLATFORM_URL": self.urls["platform"], "HAAT_DATABASE_OWNER_URL": self.urls["owner"],
            "HAAT_DATABASE_ADMIN_URL": self.administrator, "HAAT_SECRET": secrets.token_hex(32),
            "HAAT_VAR": str(folder / "var"),
        }
        if self.user:
            os.chown(folder, self.user, self.user)

    def haat(self, *words):
        account = {"user": self.user, "group": self.user, "extra_groups": []} if self.user else {}
        return subprocess.Popen(
            [str(self.folder / "haat"), *map(str, words)], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **account)

    def business(self, slug):
        tenant = str(uuid.uuid4())
        values = f"'{tenant}', '{slug}', '{slug}', 'en', 'latin', 'GBP', 'Europe/London', 1, now()"
        subprocess.run(["psql", "-Xq", self.urls["owner"], "-c", f"insert into tenants values ({values})"], check=True)
        return tenant

    def sql(self, statement):
        words = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", self.urls["owner"], "-c", statement]
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout.splitlines()

    def difference(self, file, tenant):
        given = types.SimpleNamespace(
            file=str(file), url=self.urls["app"], tenant=tenant, source="csv", zone="Europe/London", shop_zone="Europe/London",
            decimals=2, lines=None)
        return list(compare.differences(compare.expected(given), compare.found(given)))

    def drop(self):
        subprocess.run(["psql", "-Xq", self.administrator, "-c", f"drop database {self.name} with (force)"], check=True)


@pytest.fixture
def books():
    if "HAAT_TEST_POSTGRES" not in os.environ:
        pytest.skip("HAAT_TEST_POSTGRES is not set: run it by scripts/test processes")
    folder = Path(tempfile.mkdtemp(prefix="haat-import-"))
    made = Books(folder)
    migrating = made.haat("migrate")
    assert migrating.wait(60) == 0, migrating.stdout.read()
    yield made
    made.drop()
    shutil.rmtree(folder)


# All that an import brings and what is figured out from it, but keys and times of writing.
FACTS = """
select format('order %s %s %s %s %s %s %s %s %s %s %s %s', o.number, o.source_number, o.kind, o.state, o.placed_at, o.local_date,
              o.local_hour, o.gross, o.refunds, o.charges, o.total, o.line_count)
       || format(' %s %s %s', o.country, c.source_key, o.previous_date)
  from orders o left join customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id where o.tenant_id = :tenant
union all
select format('line %s %s %s %s %s %s %s %s', o.source_number, l.position, l.head, l.sku, l.description, l.quantity, l.unit_price, l.amount)
  from order_lines l join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id where l.tenant_id = :tenant
union all
select format('customer %s %s %s %s %s %s %s', number, source_key, name, country, orders, gross, refunds)
  from customers where tenant_id = :tenant
union all
select format('product %s %s %s %s %s', source_key, name, units, gross, refunds) from products where tenant_id = :tenant
union all
select 'day ' || (to_jsonb(d) - 'tenant_id')::text from sales_days d where tenant_id = :tenant
union all
select 'hour ' || (to_jsonb(d) - 'tenant_id')::text from sales_hours d where tenant_id = :tenant
union all
select 'place ' || (to_jsonb(d) - 'tenant_id')::text from sales_places d where tenant_id = :tenant
union all
select format('month %s %s %s %s', m.month, v.sku, m.units, m.gross)
  from variant_months m join variants v on v.tenant_id = m.tenant_id and v.id = m.variant_id where m.tenant_id = :tenant
union all
select format('stale %s', local_date) from stale_days where tenant_id = :tenant
union all
select format('refusal %s %s %s %s', line, reason, place, length(sealed)) from import_refusals where tenant_id = :tenant
union all
select format('import %s %s %s %s %s %s', state, rows_read, rows_added, rows_known, rows_refused, report)
  from imports where tenant_id = :tenant
order by 1
"""


def facts(ask, tenant):
    return ask(FACTS.replace(":tenant", f"'{tenant}'"))


def is_finished(books, tenant):
    return books.sql(f"select 1 from imports where tenant_id = '{tenant}' and state = 'finished'") == ["1"]


def test_an_import_by_command_that_is_killed_again_and_again_ends_right(books):
    file = books.folder / "lines.csv"
    sample(file, seed=2011)
    began = time.monotonic()
    whole = books.business("whole")
    run = books.haat("import", "orders", file, "--tenant", "whole")
    assert run.wait(300) == 0, run.stdout.read()
    seconds = time.monotonic() - began
    assert books.difference(file, whole) == []

    chance = random.Random(9)
    kills, tenants = 0, []
    while kills < KILLS:
        slug = f"killed-{len(tenants)}"
        tenant = books.business(slug)
        tenants.append(tenant)
        # A run behind the end would be another import, with refusals of its own.
        while not is_finished(books, tenant):
            run = books.haat("import", "orders", file, "--tenant", slug)
            try:
                said, _ = run.communicate(timeout=chance.uniform(0.02, max(0.5, seconds / 2)) if kills < KILLS else 300)
                assert run.returncode == 0, said
            except subprocess.TimeoutExpired:
                run.kill()
                run.communicate()
                kills += 1
    expected = facts(books.sql, whole)
    for tenant in tenants:
        assert books.difference(file, tenant) == []
        mine = [line for line in facts(books.sql, tenant) if not line.startswith("import")]
        assert mine == [line for line in expected if not line.startswith("import")]


@pytest.fixture
def checkout():
    made = Checkout("root" if IS_ROOT else "normal", fresh=False)
    yield made
    made.remove()


def own(path, user):
    if IS_ROOT:
        account = pwd.getpwnam(user)
        os.chown(path, account.pw_uid, account.pw_gid)


class Server:
    """A checkout that serves, with businesses whose imports its worker carries out."""

    def __init__(self, checkout, file):
        self.checkout = checkout
        self.bytes = file.read_bytes()

    def sql(self, statement):
        return self.checkout.sql(statement, database="haat").splitlines()

    def business(self, slug):
        tenant = str(uuid.uuid4())
        self.sql(f"insert into tenants values ('{tenant}', '{slug}', '{slug}', 'en', 'latin', 'GBP', 'Europe/London', 1, now())")
        return tenant

    def start_import(self, tenant):
        """As the pages do when a person has pressed the button."""
        digest = hashlib.sha256(self.bytes).hexdigest()
        folder = self.checkout.var / "storage" / tenant
        for made in (folder.parent, folder):
            made.mkdir(mode=0o700, exist_ok=True)
            own(made, self.checkout.user)
        (folder / digest).write_bytes(self.bytes)
        own(folder / digest, self.checkout.user)
        key = str(uuid.uuid4())
        header = HEADER.strip().split(",")
        fields = ["invoice", "code", "description", "quantity", "date", "price", "customer_id", "country"]
        reading = {"encoding": "utf-8", "delimiter": ",", "dateOrder": "year", "decimalMark": ".", "zone": "Europe/London",
                   "allowsShortRows": False}
        names = "{" + ",".join(header) + "}"
        self.sql(f"""
            insert into imports (tenant_id, id, kind, source, file_name, file_hash, file_size, state, format, mapping, header,
                                 created_at, changed_at)
            values ('{tenant}', '{key}', 'orders', 'csv', 'lines.csv', '\\x{digest}', {len(self.bytes)}, 'waiting',
                    '{json.dumps(reading)}', '{json.dumps(fields)}', '{names}', now(), now());
            insert into jobs (tenant_id, id, name, version, payload, priority, state, attempt, created_at, due_at)
            values ('{tenant}', gen_random_uuid(), 'orders.run-import', 1, '{{"id": "{key}"}}', 1, 'waiting', 0, now(), now());
            select pg_notify('jobs', '{tenant} ' || (extract(epoch from now()) * 1000000)::bigint)""")
        return key

    def state(self, key):
        return self.sql(f"select state, rows_read from imports where id = '{key}'")[0].split("|")


def test_an_import_by_a_server_that_is_killed_again_and_again_ends_right(checkout, tmp_path):
    file = tmp_path / "lines.csv"
    sample(file, seed=2012)
    server = Server(checkout, file)
    program = checkout.start().ready()
    whole = server.business("whole")
    began = time.monotonic()
    key = server.start_import(whole)
    wait_for(lambda: server.state(key)[0] == "finished", 300)
    seconds = time.monotonic() - began

    chance = random.Random(7)
    kills, killed_within, tenants = 0, 0, []
    while kills < KILLS:
        tenants.append(server.business(f"killed-{len(tenants)}"))
        key = server.start_import(tenants[-1])
        while kills < KILLS and server.state(key)[0] != "finished":
            time.sleep(chance.uniform(0.02, max(0.5, seconds / 2)))
            killed_within += server.state(key)[0] in ("running", "counting")
            program.kill()
            kills += 1
            program = checkout.start().ready()
        wait_for(lambda: server.state(key)[0] == "finished", 300)
    assert killed_within > KILLS / 2, "most kills hit nothing: the test shows little"
    expected = facts(server.sql, whole)
    assert len(expected) > LINES
    for tenant in tenants:
        assert facts(server.sql, tenant) == expected
