"""Every statement that the tests have prepared says `tenant_id = $n` for each table of tenants, at each level.

`make test` records them; alone: HAAT_TEST_STATEMENTS=.build/test-logs/statements scripts/python -m pytest Tests/Statements
"""
import os
from pathlib import Path

import pytest
from tenancy import problems, tenant_relations

ROOT = Path(__file__).resolve().parents[2]
# The worker and the metrics look at the queues of all tenants, as the login haat_platform and with no tenant to name.
EVERY_TENANT = "/* every tenant */"
RELATIONS = tenant_relations()


def words(text):
    return " ".join(text.split())


SOURCES = words(" ".join(p.read_text() for p in sorted((ROOT / "Sources").rglob("*.swift"))))


def recorded():
    """Those of the program: tests of the database itself also send some that are wrong on purpose."""
    path = Path(os.environ.get("HAAT_TEST_STATEMENTS", ROOT / ".build/test-logs/statements"))
    text = path.read_text() if path.exists() else ""
    return sorted(s for s in {words(s) for s in text.split("\x1e")} if s and is_ours(s))


def is_ours(statement):
    """Whether it begins as a literal of the sources does; where it has no parameter, all of it must be the literal."""
    if "$" in statement:
        return statement.split("$")[0][:40] in SOURCES
    return f'{statement}"' in SOURCES or f'{statement} """' in SOURCES


def test_statements_were_recorded():
    assert sum(any(r in s for r in RELATIONS) for s in recorded()) > 10


@pytest.mark.parametrize("statement", recorded())
def test_it_asks_for_its_tenant(statement):
    if EVERY_TENANT in statement or statement.split()[0].lower() in ("declare", "fetch", "close", "copy", "create", "discard", "listen"):
        return
    assert problems(statement, RELATIONS) == []


GOOD = [
    "select id from orders where tenant_id = $1 and id = $2",
    "select o.id from orders o join customers c on c.tenant_id = $1 and c.id = o.customer_id where o.tenant_id = $1",
    "update orders set note = $2 where tenant_id = $1::uuid",
    "insert into orders (tenant_id, id) values ($1, $2), ($1, $3)",
    "insert into orders (id, tenant_id) select l.id, $1 from import_lines l",
    "with o as (select id from orders where tenant_id = $1) select * from o",
    "select 1 from tenants",
    "select 1 where exists (select 1 from orders where tenant_id = $1)",
]
BAD = [
    "select id from orders where id = $2",
    "select id from orders where tenant_id = $1 or id = $2",
    "select o.id from orders o join customers c on c.id = o.customer_id where o.tenant_id = $1",
    "select id from orders o join customers c on c.id = o.customer_id where tenant_id = $1",
    "select id from orders where tenant_id = $1 and customer_id in (select id from customers)",
    "with o as (select id from orders) select * from o where tenant_id = $1",
    "update orders set note = $1 where id = $2",
    "delete from orders",
    "insert into orders (id) values ($1)",
    "insert into orders (tenant_id, id) select tenant_id, id from customers where tenant_id = $1",
    "select (select count(*) from orders) from tenants",
    "select id from orders where tenant_id = 'a'",
]


@pytest.mark.parametrize("statement", GOOD)
def test_the_check_accepts(statement):
    assert problems(statement, RELATIONS) == []


@pytest.mark.parametrize("statement", BAD)
def test_the_check_refuses(statement):
    assert problems(statement, RELATIONS)
