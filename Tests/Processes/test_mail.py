"""Mails, from the row that a change has written to a real server: protected, once, and honest about what went wrong."""
import asyncio
import http.client
import json
import re
import signal
import socket
import time
import uuid

import pytest
from conftest import IS_ROOT, Checkout, wait_for
from mailserver import MailServer
from test_seed import Person

PLATFORM = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def checkout():
    made = Checkout("root" if IS_ROOT else "normal", fresh=False)
    yield made
    made.remove()


@pytest.fixture
def mails(tmp_path):
    tmp_path.chmod(0o755)
    server = MailServer(tmp_path)
    yield server
    server.stop()


def settings(server, checkout, host="localhost"):
    authorities = checkout.folder / "authorities.pem"
    authorities.write_bytes(server.cert.read_bytes())
    authorities.chmod(0o644)
    return {"HAAT_SMTP_URL": server.url(host), "HAAT_SMTP_CA": str(authorities), "HAAT_MAIL_FROM": "হাট <no-reply@haat.example>"}


def write(checkout, to, subject="Hello", language="en", lines=("A line.",), link=None):
    """A mail and its job, as a feature writes them in one transaction."""
    mail, job = uuid.uuid4(), uuid.uuid4()
    body = {"language": language, "name": "রহিম", "subject": subject, "greeting": "প্রিয় রহিম,", "lines": list(lines), "facts": [],
            "reason": "Because.", "code": "123456"}
    if link:
        body["link"] = {"title": "Open", "path": link}
    text = json.dumps(body, ensure_ascii=False).replace("'", "''")
    checkout.sql(f"""
      insert into mails (tenant_id, id, email, name, subject, body, state, attempt, created_at)
      values ('{PLATFORM}', '{mail}', '{to}', 'রহিম', '{subject}', convert_to('{text}', 'utf8'), 'waiting', 0, now());
      insert into jobs (tenant_id, id, name, version, payload, priority, state, attempt, created_at, due_at)
      values ('{PLATFORM}', '{job}', 'mail.send', 1, '{{"mail": "{mail}"}}', 0, 'waiting', 0, now(), now());
      select pg_notify('jobs', '{PLATFORM} ' || (extract(epoch from now()) * 1000000)::bigint)""", database="haat")
    return mail


def state(checkout, mail):
    return checkout.sql(f"select state from mails where id = '{mail}'", database="haat")


def error(checkout, mail):
    return checkout.sql(f"select coalesce(error, '') from mails where id = '{mail}'", database="haat")


def hasten(checkout):
    checkout.sql(f"""update jobs set due_at = now() where name = 'mail.send' and state = 'waiting';
                     select pg_notify('jobs', '{PLATFORM} ' || (extract(epoch from now()) * 1000000)::bigint)""", database="haat")


def test_a_mail_reaches_the_server_protected_and_whole(checkout, mails):
    checkout.start(**settings(mails, checkout)).ready()
    subject = "আপনার পাসওয়ার্ড বদলানো হয়েছে, এবং আপনি সব যন্ত্র থেকে বেরিয়ে গেছেন"
    mail = write(checkout, "rahim@example.com", subject, "bn", ["একটি লাইন।", ".", "শেষ।"], "/verify?token=a&b=c")
    wait_for(lambda: state(checkout, mail) == "sent")
    assert len(mails.taken) == 1
    session, got = mails.sessions[0], mails.taken[0]
    assert session["tls"] and session["user"]
    assert session["from"] == "no-reply@haat.example" and session["to"] == ["rahim@example.com"]
    assert got["Subject"] == subject and got["Message-ID"] == f"<{mail}@haat.example>"
    assert got["From"].addresses[0].display_name == "হাট" and got["To"].addresses[0].display_name == "রহিম"
    assert got["Auto-Submitted"] == "auto-generated" and got["Content-Language"] == "bn"
    assert abs(got["Date"].datetime.timestamp() - time.time()) < 120
    assert got.get_content_type() == "multipart/alternative" and not got.defects
    text, html = list(got.iter_parts())
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert all(part["Content-Transfer-Encoding"] == "quoted-printable" for part in (text, html))
    assert all(part.get_content_charset() == "utf-8" and not part.defects for part in (text, html))
    for words in ("প্রিয় রহিম,", "একটি লাইন।", "শেষ।", "123456"):
        assert words in text.get_content() and words in html.get_content()
    assert re.search(r"^http://localhost:\d+/verify\?token=a&b=c\r?$", text.get_content(), re.M)
    assert all(len(line) <= 998 for line in session["raw"].splitlines())
    # What it said may let somebody in, and is not kept.
    assert checkout.sql(f"select body is null from mails where id = '{mail}'", database="haat") == "t"


def test_many_mails_are_each_sent_once(checkout, mails):
    checkout.start(**settings(mails, checkout)).ready()
    written = [write(checkout, f"reader-{n}@example.com") for n in range(30)]
    wait_for(lambda: all(state(checkout, mail) == "sent" for mail in written), 60)
    assert sorted(mail["Message-ID"] for mail in mails.taken) == sorted(f"<{mail}@haat.example>" for mail in written)


def test_a_process_killed_while_the_server_has_the_mail_sends_it_again_under_the_same_id(checkout, mails):
    async def slowly():
        await asyncio.sleep(5)
        return "250 2.0.0 taken"

    mails.answer = lambda mail: slowly()
    program = checkout.start(**settings(mails, checkout)).ready()
    mail = write(checkout, "rahim@example.com")
    wait_for(lambda: mails.taken)
    program.kill()
    mails.answer = lambda mail: "250 2.0.0 taken"
    checkout.start(**settings(mails, checkout)).ready()
    wait_for(lambda: state(checkout, mail) == "sent", 60)
    assert {m["Message-ID"] for m in mails.taken} == {f"<{mail}@haat.example>"}


def test_a_code_that_waits_lies_sealed_and_arrives_after_a_kill(checkout, mails):
    mails.answer = lambda mail: "451 4.3.0 not now"
    program = checkout.start(**settings(mails, checkout)).ready()
    Person(program.port).send("/sign-up", business="Nodi", slug="nodi", email="rahim@example.com", password="the ferry leaves at noon",
                              language="en", currency="BDT", zone="Asia/Dhaka", start="empty")
    wait_for(lambda: checkout.sql("select count(*) from mails where state = 'waiting' and error is not null", database="haat") == "1")
    code = re.search(r"\b\d{3} ?\d{3}\b", next(mails.taken[-1].iter_parts()).get_content())[0]
    body = bytes.fromhex(checkout.sql("select encode(body, 'hex') from mails", database="haat"))
    program.kill()
    assert body[0] == 1 and code.encode() not in body and b"lines" not in body
    mails.answer = lambda mail: "250 2.0.0 taken"
    checkout.start(**settings(mails, checkout)).ready()
    hasten(checkout)
    wait_for(lambda: checkout.sql("select state from mails", database="haat") == "sent", 60)
    assert code in next(mails.taken[-1].iter_parts()).get_content()
    assert checkout.sql("select body is null from mails", database="haat") == "t"


def test_kills_at_any_moment_send_nothing_twice_but_what_was_on_its_way(checkout, mails):
    """Whatever was sent stays sent: a mail comes twice only where the kill fell between the server's answer and our note."""
    written = []
    for round in range(6):
        program = checkout.start(**settings(mails, checkout)).ready()
        written += [write(checkout, f"reader-{round}-{n}@example.com") for n in range(8)]
        time.sleep(0.05 * round)
        sent = {m for m in written if state(checkout, m) == "sent"}
        before = [m["Message-ID"] for m in mails.taken]
        program.kill()
        assert all(before.count(f"<{m}@haat.example>") >= 1 for m in sent)
    checkout.start(**settings(mails, checkout)).ready()
    wait_for(lambda: all(state(checkout, m) == "sent" for m in written), 60)
    ids = [m["Message-ID"] for m in mails.taken]
    assert set(ids) == {f"<{m}@haat.example>" for m in written}
    # At most what one process has in hand at a time is doubtful.
    assert len(ids) - len(set(ids)) <= 6 * 8
    repeated = {i for i in ids if ids.count(i) > 1}
    attempts = dict(line.split("|") for line in checkout.sql("select '<' || id || '@haat.example>', attempt from mails", database="haat").splitlines())
    assert all(int(attempts[i]) > 1 for i in repeated), "sent twice in one run"


def test_a_passing_refusal_is_tried_again_and_a_permanent_one_is_not(checkout, mails):
    answers = {"later@example.com": "451 4.3.0 no room", "never@example.com": "550 5.1.1 <never@example.com> is unknown"}
    mails.answer = lambda mail: answers.get(mail["To"].addresses[0].addr_spec, "250 taken")
    program = checkout.start(**settings(mails, checkout)).ready()
    later, never = write(checkout, "later@example.com"), write(checkout, "never@example.com")
    wait_for(lambda: state(checkout, never) == "failed" and "451" in error(checkout, later))
    assert "5.1.1" in error(checkout, never) and state(checkout, later) == "waiting"
    del answers["later@example.com"]
    hasten(checkout)
    wait_for(lambda: state(checkout, later) == "sent")
    assert len([m for m in mails.taken if "never@example.com" in m["To"]]) == 1
    # The log says what happened, and not to whom.
    assert "550 5.1.1" in program.said and "never@example.com" not in program.said


def test_nothing_is_sent_to_a_server_that_refuses_starttls(checkout, mails):
    mails.refuses_tls = True
    checkout.start(**settings(mails, checkout)).ready()
    mail = write(checkout, "rahim@example.com")
    wait_for(lambda: error(checkout, mail))
    assert state(checkout, mail) == "waiting" and not mails.taken
    mails.refuses_tls = False
    hasten(checkout)
    wait_for(lambda: state(checkout, mail) == "sent")


def test_nothing_goes_in_the_clear_beyond_this_machine(checkout, tmp_path):
    """A server at an address that is not written as this machine's own, which offers no STARTTLS and would take anything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.connect(("192.0.2.1", 9))
        address = s.getsockname()[0]
    if address.startswith("127."):
        pytest.skip("this machine has no other address")
    server = MailServer(tmp_path, tls=False, auth=False, host="0.0.0.0")
    try:
        said = checkout.run("doctor", "--mail", "rahim@example.com", HAAT_SMTP_URL=f"smtp://{address}:{server.port}",
                            HAAT_MAIL_FROM="no-reply@haat.example").stdout
        assert f"bad   smtp://{address}:{server.port} took no mail" in said and "STARTTLS" in said and not server.taken
        said = checkout.run("doctor", "--mail", "rahim@example.com", HAAT_SMTP_URL=f"smtp://127.0.0.1:{server.port}",
                            HAAT_MAIL_FROM="no-reply@haat.example").stdout
        assert "has taken a mail to rahim@example.com" in said and len(server.taken) == 1
    finally:
        server.stop()


def test_doctor_tells_a_wrong_password_and_an_unknown_certificate(checkout, mails):
    right = settings(mails, checkout)
    assert "has taken a mail" in checkout.run("doctor", "--mail", "rahim@example.com", **right).stdout
    wrong = right | {"HAAT_SMTP_URL": f"smtp://haat:hushhush@localhost:{mails.port}"}
    said = checkout.run("doctor", "--mail", "rahim@example.com", **wrong)
    assert said.returncode == 1 and "535" in said.stdout and "hushhush" not in said.stdout + said.stderr
    unknown = right | {"HAAT_SMTP_CA": "/etc/ssl/certs/ca-certificates.crt"}
    said = checkout.run("doctor", "--mail", "rahim@example.com", **unknown).stdout
    assert "took no mail" in said and "certificate" in said
    assert len(mails.taken) == 1


def test_the_environments_proxy_is_not_used(checkout, mails):
    proxies = {name: "http://127.0.0.1:1" for name in ("http_proxy", "https_proxy", "all_proxy", "ALL_PROXY", "smtp_proxy")}
    said = checkout.run("doctor", "--mail", "rahim@example.com", **settings(mails, checkout), **proxies).stdout
    assert "has taken a mail" in said and len(mails.taken) == 1


def test_pages_are_quick_while_a_server_keeps_many_mails_waiting(checkout):
    """A server that takes the connection and says nothing holds up the mails, and nothing else."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as silent:
        program = checkout.start(HAAT_SMTP_URL=f"smtp://127.0.0.1:{silent.getsockname()[1]}", HAAT_MAIL_FROM="no-reply@haat.example").ready()
        for n in range(8):
            write(checkout, f"reader-{n}@example.com")
        wait_for(lambda: checkout.sql("select count(*) from mails where state = 'sending'", database="haat") not in ("0", "1"))
        began = time.monotonic()
        for _ in range(20):
            connection = http.client.HTTPConnection("127.0.0.1", int(program.port), timeout=10)
            connection.request("GET", "/sign-in", headers={"Host": f"localhost:{program.port}"})
            assert connection.getresponse().status == 200
        assert time.monotonic() - began < 5
        assert program.stop(signal.SIGTERM) == 0


def test_without_a_server_mails_are_kept_and_shown_to_this_machine(checkout):
    program = checkout.start().ready()
    mail = write(checkout, "rahim@example.com", link="/verify?token=abc")
    wait_for(lambda: state(checkout, mail) == "kept")
    connection = http.client.HTTPConnection("127.0.0.1", int(program.port), timeout=10)
    connection.request("GET", f"/outbox/{mail}", headers={"Host": f"localhost:{program.port}"})
    page = connection.getresponse()
    assert page.status == 200 and "/verify?token=abc" in page.read().decode()


def test_where_others_reach_it_a_mail_server_is_needed_at_start(checkout):
    said = checkout.run("serve", HAAT_APP_URL="https://haat.example", HAAT_SECRET="s" * 32, HAAT_TRUSTED_PROXIES="127.0.0.1")
    assert said.returncode == 1 and "HAAT_SMTP_URL must be set" in said.stdout + said.stderr
