"""The sample businesses: made once, filled beside the serving, and asked of nobody's own server."""
import html
import http.cookiejar
import re
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest
from conftest import IS_ROOT, Checkout, wait_for

ACCOUNT = "root" if IS_ROOT else "normal"


@pytest.fixture
def checkout():
    made = Checkout(ACCOUNT, fresh=False)
    yield made
    made.remove()


class Person:
    """Somebody with a browser of few words: cookies that want TLS are kept as on localhost, and forms are sent."""

    def __init__(self, port):
        self.base = f"http://localhost:{port}"
        jar = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(secure_protocols=("https", "http")))
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def get(self, path):
        with self.browser.open(self.base + path, timeout=20) as answer:
            return answer.url.removeprefix(self.base), answer.read().decode()

    def send(self, path, to=None, **fields):
        token = re.search(r'name="csrf" value="([^"]+)"', self.get(path)[1])[1]
        return self.post(to or path, fields | {"csrf": token})

    def post(self, path, fields):
        request = urllib.request.Request(self.base + path, urllib.parse.urlencode(fields).encode(), {"Sec-Fetch-Site": "same-origin"})
        with self.browser.open(request, timeout=20) as answer:
            return answer.url.removeprefix(self.base), answer.read().decode()

    def send_and_confirm(self, path, to, password):
        """What asks who is sitting there, and the answer."""
        with pytest.raises(urllib.error.HTTPError) as asked:
            self.send(path, to)
        assert asked.value.code == 403
        page = asked.value.read().decode()
        hidden = {name: html.unescape(value) for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)}
        return self.post(to, hidden | {"step-up-password": password})




def test_seeding_prints_sign_ins_that_work_and_is_done_once(checkout):
    first = checkout.run("seed")
    assert first.returncode == 0, first.stderr
    assert "nasima@example.com" in first.stdout and "/t/nityodin" in first.stdout
    password = re.search(r"password “(.+?)”", first.stdout)[1]
    began = time.monotonic()
    again = checkout.run("seed")
    assert again.returncode == 0 and again.stdout == re.sub(r":\d+/", lambda m: re.search(r":\d+/", again.stdout)[0], first.stdout)
    assert time.monotonic() - began < 5
    program = checkout.start().ready()
    person = Person(program.port)
    path, page = person.send("/sign-in", email="nasima@example.com", password=password)
    assert path == "/businesses" and "/t/nityodin" in page and "/t/fernhollow" in page
    for slug in ("nityodin", "fernhollow"):
        _, page = person.get(f"/t/{slug}")
        assert 'class="notice wait banner"' in page and "<svg" in page
    program.stop()
    log = program.said
    # Each line of a business's page names that business, and no other.
    tenants = {slug: set(re.findall(rf"path=/t/{slug}\b.* tenant=(\S+)", log)) for slug in ("nityodin", "fernhollow")}
    assert all(len(found) == 1 for found in tenants.values()), tenants
    assert tenants["nityodin"] != tenants["fernhollow"]
    assert not [line for line in log.splitlines() if "path=/t/" in line and "tenant=" not in line]


def test_serving_with_samples_says_who_can_sign_in_and_fills_beside(checkout):
    program = checkout.start(HAAT_SEED="1").ready()
    wait_for(lambda: "nasima@example.com" in program.said)
    wait_for(lambda: program.said.count("job=samples.fill") >= 2, 120)
    assert "outcome=dead" not in program.said
    program.stop()
    began = time.monotonic()
    again = checkout.start(HAAT_SEED="1").ready()
    wait_for(lambda: "nasima@example.com" in again.said)
    # On a machine of its own 0.3 s; this must hold beside a build, too.
    assert time.monotonic() - began < 3


def test_serving_makes_no_samples_unasked(checkout):
    program = checkout.start().ready()
    assert "example.com" not in program.said
    person = Person(program.port)
    with pytest.raises(urllib.error.HTTPError, match="422"):
        person.send("/sign-in", email="nasima@example.com", password="the ferry leaves at dawn")


def test_a_server_that_was_given_is_left_alone(checkout):
    url = "postgresql://haat_app:x@/haat?host=/nowhere"
    said = checkout.run("seed", HAAT_DATABASE_URL=url, HAAT_DATABASE_PLATFORM_URL=url)
    assert said.returncode != 0
    assert "--on-a-given-server" in said.stderr


def test_a_sample_survives_kills_while_it_is_filled_and_while_it_is_removed(checkout):
    program = checkout.start(HAAT_SEED="1").ready()

    def ask(statement):
        return checkout.sql(statement, database="haat")

    def several(statement, least):
        wait_for(lambda: int(ask(statement)) > least, 120)

    several("select count(*) from orders", 3000)
    program.kill()
    program = checkout.start(HAAT_SEED="1").ready()
    # The killed worker's lease of half a minute runs out first.
    done = "select count(*) from sample_shops s where filled_until > now() - interval '5 minutes'"
    several(done, 1)
    several("select 1 - least(1, (select count(*) from stale_days) + (select count(*) from stale_customers))", 0)
    assert ask("select count(*) - count(distinct (tenant_id, source_number)) from orders") == "0"
    assert ask("select string_agg((value = (select count(*) from orders o where o.tenant_id = c.tenant_id))::text, ' ') "
               "from counters c where name = 'orders'") == "true true"
    assert ask("select (select sum(orders) from sales_days) = (select count(*) from orders where kind = 'order')") == "t"

    person = Person(program.port)
    person.send("/sign-in", email="nasima@example.com", password="the ferry leaves at dawn")
    for slug in ("nityodin", "fernhollow"):
        person.send_and_confirm(f"/t/{slug}/sample", f"/t/{slug}/sample/removal", "the ferry leaves at dawn")
    wait_for(lambda: int(ask("select count(*) from orders")) < 12_000, 60)
    program.kill()
    program = checkout.start(HAAT_SEED="1").ready()
    several("select 1 - least(1, count(*)) from sample_shops", 0)
    # What was done stays in the log, and keys are the business's.
    tables = ask("select string_agg(c.relname, ' ') from pg_class c join pg_attribute a on a.attrelid = c.oid "
                 "where a.attname = 'tenant_id' and c.relkind = 'r' and relname not like 'audit%' "
                 "and relname not in ('jobs', 'events', 'memberships', 'data_keys', 'session_assurances', 'step_up_tickets', 'mails')")
    left = {name: ask(f"select count(*) from {name}") for name in tables.split()}
    assert {name: count for name, count in left.items() if count != "0"} == {}
