"""Kills `haat import orders` with -9 at random moments: the books must end as the oracle says, whatever was cut off."""
import os
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

from conftest import ROOT, install

sys.path.insert(0, str(ROOT / "Tests/Oracle"))
import compare  # noqa: E402

KILLS = 20
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


def test_an_import_that_is_killed_again_and_again_ends_right(books):
    file = books.folder / "lines.csv"
    sample(file, seed=2011)
    began = time.monotonic()
    whole = books.business("whole")
    run = books.haat("import", "orders", file, "--tenant", "whole")
    assert run.wait(120) == 0, run.stdout.read()
    seconds = time.monotonic() - began
    assert books.difference(file, whole) == []

    chance = random.Random(9)
    kills, tenants = 0, []
    while kills < KILLS:
        slug = f"killed-{len(tenants)}"
        tenants.append(books.business(slug))
        while kills < KILLS:
            run = books.haat("import", "orders", file, "--tenant", slug)
            try:
                run.wait(chance.uniform(0.02, max(0.5, seconds / 2)))
                assert run.returncode == 0, run.stdout.read()
                break
            except subprocess.TimeoutExpired:
                run.kill()
                run.wait()
                kills += 1
        run = books.haat("import", "orders", file, "--tenant", slug)
        said, _ = run.communicate(timeout=120)
        assert run.returncode == 0, said
    for tenant in tenants:
        assert books.difference(file, tenant) == []
