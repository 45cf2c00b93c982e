"""Starts Haat with a database of its own and gives pages in a real browser: on a phone and a desktop, light and dark,
in both languages, with JavaScript and without.

A page that logs an error, asks for something that is not there, or is wider than its screen fails its test.
"""
import itertools
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import pytest
import shops
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("HAAT_TEST_PROGRAM", ROOT / ".build/debug/haat"))
# A folder for pictures of every page in every look; taking them makes the tests half as long again.
SCREENSHOTS = os.environ.get("HAAT_TEST_SCREENSHOTS")
DEVICES = {
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2},
    "small": {"viewport": {"width": 320, "height": 640}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
LANGUAGES = {"en": "en-GB", "bn": "bn-BD"}
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()

NETWORKS = (f"{number // 256 % 256}.{number % 256}" for number in itertools.count())

# Words that reach beyond the box they are cut off at. What scrolls, ends in an ellipsis or is only for screen readers may.
CUT_OFF = """() => {
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode, range = document.createRange()
    if (!text.data.trim() || !text.parentElement.checkVisibility() || text.parentElement.closest(".sr, .skip, .clip, caption")) continue
    range.selectNodeContents(text)
    const words = range.getBoundingClientRect()
    for (let box = text.parentElement; box; box = box.parentElement) {
      const overflow = getComputedStyle(box).overflowX
      if (overflow === "auto" || overflow === "scroll") break
      if (overflow !== "visible" && words.right > box.getBoundingClientRect().right + 1) found.push(text.data.trim())
    }
  }
  return found
}"""

# The innermost elements that reach beyond the screen.
STICKING_OUT = """[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
  && getComputedStyle(e).position !== "fixed").slice(-6).map(e => e.outerHTML.slice(0, 120))"""


@dataclass(frozen=True)
class Look:
    """How a person sees Haat."""

    device: str = "desktop"
    scheme: str = "light"
    language: str = "en"
    javascript: bool = True

    def __str__(self):
        return f"{self.device}-{self.scheme}-{self.language}" + ("" if self.javascript else "-nojs")


LOOKS = [Look(d, s, l) for d in ("phone", "desktop") for s in ("light", "dark") for l in LANGUAGES]
LOOKS += [Look("small", "light", "bn"), Look("small", "dark", "en")]
LOOKS += [Look("phone", "light", "en", javascript=False), Look("desktop", "light", "bn", javascript=False)]


class Server:
    """A Haat of its own: a free port, a folder that is gone afterwards, a fresh database."""

    def __init__(self, **settings):
        self.folder = Path(tempfile.mkdtemp(prefix="haat-test-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.said_in = self.folder / "said"
        self.settings = {"PATH": os.environ["PATH"], "HAAT_PORT": str(self.port), "HAAT_METRICS_PORT": "0",
                         "HAAT_VAR": str(self.folder / "var"), "HAAT_DEVELOPMENT": "1", "HAAT_TRUSTED_PROXIES": "127.0.0.1"} | settings
        self.start()

    def start(self):
        with open(self.said_in, "ab") as said:
            self.process = subprocess.Popen([PROGRAM, "serve"], cwd=ROOT, env=self.settings, stdin=subprocess.DEVNULL, stdout=said,
                                            stderr=subprocess.STDOUT, start_new_session=True)
        for _ in range(1200):
            assert self.process.poll() is None, f"Haat has ended:\n{self.said}"
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                pass
            time.sleep(0.05)
        raise AssertionError(f"Haat was not ready within a minute:\n{self.said}")

    @property
    def said(self):
        return self.said_in.read_text()

    def run(self, *words, said_to_it=""):
        """Another command of Haat on the same database."""
        result = subprocess.run([PROGRAM, *map(str, words)], cwd=ROOT, env=self.settings, input=said_to_it, capture_output=True, text=True,
                                timeout=600)
        assert result.returncode == 0, f"haat {' '.join(map(str, words))}:\n{result.stdout}\n{result.stderr}"
        return result.stdout

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def pytest_configure():
    """A runner that is told to stop lets the fixtures clear up."""
    def interrupt(*_):
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)


@pytest.fixture(scope="session")
def haat():
    server = Server()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(params=LOOKS, ids=str)
def look(request):
    """A test that asks for it runs once for every look."""
    return request.param


class Visitor:
    """A person at a browser of their own."""

    def __init__(self, browser, server, look, shop=None):
        self.shop = shop
        self.server, self.look = server, look
        self.context = browser.new_context(
            base_url=server.address, color_scheme=look.scheme, locale=LANGUAGES[look.language], java_script_enabled=look.javascript,
            reduced_motion="reduce", **DEVICES[look.device],
            # Each from a network of their own, as people are: what one network may do at once is limited.
            extra_http_headers={"X-Forwarded-For": f"10.{next(NETWORKS)}.1"})
        self.context.set_default_timeout(15_000)
        self.context.add_cookies(list(shop.cookies) if shop else [])
        self.page = self.context.new_page()
        self.complaints = []
        self.expected = set()
        self.page.on("console", lambda m: self.complain(f"console: {m.text}") if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.complain(f"script: {e}"))
        self.page.on("response", self.look_at)

    def complain(self, text):
        if not any(str(status) in text for status in self.expected):
            self.complaints.append(f"{text} (at {self.page.url})")

    def look_at(self, response):
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"{response.status} for {response.request.method} {response.url}")

    def expect(self, *statuses):
        """From now on these are no complaint."""
        self.expected |= set(statuses)

    def go(self, path):
        return self.page.goto(path)

    def check(self, name):
        """What holds for every page; its picture goes by the name."""
        if SCREENSHOTS:
            self.page.screenshot(path=Path(SCREENSHOTS) / f"{name}-{self.look}.png", full_page=True)
        width = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, f"{self.page.url} is {width} pixels wider than a {self.look.device}: {self.page.evaluate(STICKING_OUT)}"
        cut_off = self.page.evaluate(CUT_OFF)
        assert not cut_off, f"{self.page.url} cuts off {cut_off} on a {self.look.device}"
        assert self.page.evaluate("document.documentElement.lang") == self.look.language
        if self.look.javascript:
            self.check_accessibility()

    def keep_session(self):
        """A proof changes the session's token: the next visitor of this shop comes with the new one."""
        for cookie in self.context.cookies():
            for kept in self.shop.cookies:
                if kept["name"] == cookie["name"] == "__Host-haat":
                    kept["value"] = cookie["value"]

    def check_accessibility(self):
        self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        words = [f"{v['id']}: {v['help']}\n  " + "\n  ".join(n["html"][:200] + " " + n.get("failureSummary", "") for n in v["nodes"][:5])
                 for v in found["violations"]]
        assert not words, f"{self.page.url} as {self.look}:\n" + "\n".join(words)

    def close(self):
        if self.shop:
            self.keep_session()
        self.context.close()
        assert not self.complaints, "\n".join(self.complaints)


@pytest.fixture(scope="session")
def owners(browser, haat):
    """The two shops by language, each with its sales and its owner signed in."""
    sales = haat.folder / "sales.csv"
    shops.write_sales(sales)
    ready = {}
    for language, shop in shops.SHOPS.items():
        visitor = Visitor(browser, haat, Look(language=language))
        shops.sign_up(visitor.page, shop)
        haat.run("import", "orders", sales, "--tenant", shop.slug)
        ready[language] = replace(shop, cookies=visitor.context.cookies())
        visitor.close()
    return ready


@pytest.fixture
def visit(browser, haat):
    """Makes visitors: visit(Look("phone")); visit(look, shop) is that shop's owner."""
    made = []

    def make(look=Look(), shop=None):
        made.append(Visitor(browser, haat, look, shop))
        return made[-1]

    yield make
    for visitor in made:
        visitor.close()


@pytest.fixture
def visitor(visit, look):
    """Somebody who has not signed in, in every look."""
    return visit(look)


@pytest.fixture
def owner(visit, look, owners):
    """The owner of the shop that speaks the language of the look, in every look."""
    visitor = visit(look, owners[look.language])
    visitor.shop = owners[look.language]
    return visitor
