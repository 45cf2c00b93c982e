"""Bringing a file, from an empty shop to its rows and back again."""
import csv
import gzip
import io
import os
import sys
import uuid
from argparse import Namespace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import shops
from conftest import ROOT, Look

WALKS = [Look("phone", "light", "bn"), Look("desktop", "dark", "en"), Look("small", "light", "en"),
         Look("phone", "light", "en", javascript=False), Look("desktop", "light", "bn", javascript=False)]

# As a spreadsheet in Germany saves it: semicolons, decimal commas, the day first, Windows-1252.
ODDITIES = """InvoiceNo;SKU;Bezeichnung;Wieviele;InvoiceDate;UnitPrice;Customer number;Country
R1001;A1;Tasse blau groß;2;13/02/2026 10:15;4,50;17;Österreich
R1001;A2;Jutebeutel;1;13/02/2026 10:15;3,20;17;Österreich
R1002;A1;Tasse blau groß;viele;14/02/2026 09:00;4,50;;Österreich
R1003;A1;Tasse blau groß;1;31/02/2026 09:00;4,50;18;Schweiz
C1001;A1;Tasse blau groß;-1;15/02/2026 12:00;4,50;17;Österreich
R1004;A3;"Krug; klein";3;16/02/2026 18:30;1.234,50;19;Schweiz
""".encode("windows-1252")


def csv_file(name, content):
    return {"name": name, "mimeType": "text/csv", "buffer": content}


def orders(count):
    """Rows that take a while."""
    begun = datetime(2025, 1, 1)
    rows = [f"{500_000 + n // 4},A{n % 300},CLAY MUG {n % 300},{1 + n % 5},{begun + timedelta(minutes=n)},{1 + n % 9}.25,{17_000 + n % 500},United Kingdom"
            for n in range(count)]
    return "\n".join([",".join(shops.COLUMNS), *rows, ""]).encode()


class Importer:
    """The owner of a shop that has nothing yet."""

    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page
        # Taking an import back asks first.
        visitor.expect(403)
        self.slug = f"dokan-{uuid.uuid4().hex[:8]}"
        shops.sign_up(self.page, shops.Shop("Nakshi", self.slug, f"{self.slug}@example.com", visitor.look.language))
        self.path = f"/t/{self.slug}/orders/imports"

    def bring(self, file):
        self.visitor.go(self.path)
        self.page.set_input_files("#file", file)
        self.page.click("form[data-upload] .primary")
        self.page.wait_for_url("**/orders/imports/*-*")

    def choose(self, field, value):
        """The page follows at once; without scripts one asks for it."""
        if self.visitor.look.javascript:
            with self.page.expect_response("**/mapping"):
                self.page.select_option(field, value)
            self.page.wait_for_selector("form#mapping:not([aria-busy])")
        else:
            self.page.select_option(field, value)
            self.page.click("form#mapping [data-without-script] button >> nth=0")
            self.page.wait_for_load_state()

    def wait_for_trial(self):
        self.page.wait_for_selector("#trial .facts", timeout=60_000)

    def run(self):
        self.page.click("form[action$='/run'] button")

    def wait_for_report(self, timeout=60_000):
        self.page.wait_for_selector("#report", timeout=timeout)

    def facts(self, place="main"):
        """The figures of the card that matters."""
        return self.page.locator(f"{place} .card.par .facts dd").all_inner_texts()

    def numbers_in_list(self):
        self.visitor.go(f"/t/{self.slug}/orders")
        return sorted(self.page.locator("td.lead a").all_inner_texts())


@pytest.fixture
def importer(visit):
    return lambda look=Look(): Importer(visit(look))


@pytest.mark.parametrize("look", WALKS, ids=str)
def test_a_file_with_everything_odd_is_brought_mended_and_taken_back(importer, look):
    walk = importer(look)
    page, visitor = walk.page, walk.visitor
    visitor.go(f"/t/{walk.slug}/orders")
    page.click(f"main .empty a[href='{walk.path}']")
    page.wait_for_url("**/orders/imports")
    visitor.check("imports-empty")
    walk.bring(csv_file("verkauf.csv", ODDITIES))
    # How many is in a column that says so to nobody.
    assert page.locator("#mapping .notice.bad").count() == 1
    assert page.locator("form[action$='/run']").count() == 0
    assert {name: page.input_value(f"#{name}") for name in ("encoding", "delimiter", "dates", "decimals")} == {
        "encoding": "windows-1252", "delimiter": "semicolon", "dates": "day", "decimals": ","}
    assert "Tasse blau groß" in page.inner_text("main")
    visitor.check("import-unmatched")
    walk.choose("#column-3", "quantity")
    walk.wait_for_trial()
    assert page.locator("#mapping .notice.bad").count() == 0
    assert page.locator("#trial .facts dd.down").count() == 1
    assert page.locator("#refused").count() == 1
    visitor.check("import-draft")
    walk.run()
    walk.wait_for_report()
    visitor.check("import-report")
    visitor.expect(403)
    page.click("form[action$='/refused.csv'] button")
    page.wait_for_selector(shops.PROOF)
    with page.expect_download() as download:
        shops.prove(visitor)
    page.click("main form a.btn")
    walk.wait_for_report()
    refused = download.value.path().read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(refused)))
    assert [row[3] for row in rows[1:]] == ["R1002", "R1003"]
    first = page.url
    walk.bring(csv_file("mended.csv", refused.replace(",viele,", ",2,").replace("31/02", "28/02").encode()))
    walk.wait_for_trial()
    assert page.input_value("#column-6") == "quantity"
    assert page.locator("#trial .facts dd.down").count() == 0
    visitor.check("import-remembered")
    walk.run()
    walk.wait_for_report()
    assert walk.numbers_in_list() == ["C1001", "R1001", "R1002", "R1003", "R1004"]
    visitor.go(first)
    page.click("[popovertarget=undo]")
    page.wait_for_selector("#undo form")
    visitor.check("import-undo")
    page.click("#undo form button")
    shops.prove(walk.visitor)
    page.wait_for_selector("main .notice.info", timeout=60_000)
    visitor.check("import-undone")
    assert walk.numbers_in_list() == ["R1002", "R1003"]
    visitor.go(walk.path)
    assert page.locator("td.lead a").all_inner_texts() == ["mended.csv", "verkauf.csv"]
    visitor.check("imports")


@pytest.mark.parametrize("look", [Look("desktop"), Look("phone", language="bn", javascript=False)], ids=str)
def test_a_long_import_shows_how_far_it_is_and_waits_when_it_is_told_to(importer, look):
    walk = importer(look)
    page, visitor = walk.page, walk.visitor
    walk.bring(csv_file("years.csv", orders(60_000)))
    walk.wait_for_trial()
    walk.run()
    page.wait_for_selector("form[action$='/pause'] button")
    visitor.check("import-running")
    page.click("form[action$='/pause'] button")
    page.wait_for_selector("form[action$='/resume'] button")
    visitor.check("import-paused")
    done = float(page.get_attribute("main progress", "value"))
    assert done < 100
    page.click("form[action$='/resume'] button")
    if look.javascript:
        page.wait_for_function("done => document.querySelector('main progress')?.value > done || document.querySelector('#report')", arg=done,
                               timeout=60_000)
    # The page becomes the report by itself.
    walk.wait_for_report(120_000)
    assert walk.facts()[0].replace(",", "").translate(str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")) == "60000"


def test_an_import_is_stopped_and_taken_back_in_one(importer):
    walk = importer()
    page = walk.page
    walk.bring(csv_file("years.csv", orders(60_000)))
    walk.wait_for_trial()
    walk.run()
    page.wait_for_selector("[popovertarget=undo]")
    page.click("[popovertarget=undo]")
    page.click("#undo form button")
    shops.prove(walk.visitor)
    page.wait_for_selector("main .notice.info", timeout=120_000)
    assert walk.numbers_in_list() == []


def test_two_who_watch_see_the_same(visit, importer):
    walk = importer()
    walk.bring(csv_file("years.csv", orders(30_000)))
    other = visit(Look("phone", "dark"))
    other.context.add_cookies(walk.visitor.context.cookies())
    other.go(walk.page.url)
    walk.wait_for_trial()
    other.page.wait_for_selector("#trial .facts", timeout=60_000)
    walk.run()
    walk.wait_for_report(120_000)
    other.go(walk.page.url)
    assert other.page.inner_text("#report") == walk.page.inner_text("#report")


def test_sending_shows_how_far_it_is_and_can_be_given_up(importer):
    walk = importer()
    page = walk.page
    walk.visitor.go(walk.path)
    network = walk.visitor.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 400_000})
    page.set_input_files("#file", csv_file("years.csv", orders(40_000)))
    page.click("form[data-upload] .primary")
    page.wait_for_function("() => { const bar = document.querySelector('[data-sending] progress'); return bar.value > 5 && bar.value < 95 }")
    walk.visitor.check("import-sending")
    page.click("[data-cancel]")
    page.wait_for_selector("[data-sending]", state="hidden")
    assert page.is_enabled("form[data-upload] .primary")
    network.send("Network.emulateNetworkConditions", {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})
    walk.visitor.go(walk.path)
    assert page.locator("td.lead").count() == 0


def test_a_file_can_be_dropped(importer):
    walk = importer()
    page = walk.page
    walk.visitor.go(walk.path)
    page.evaluate("""text => {
      const data = new DataTransfer()
      data.items.add(new File([text], "dropped.csv", {type: "text/csv"}))
      document.querySelector("form[data-upload]").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}))
    }""", ODDITIES.decode("windows-1252"))
    page.wait_for_url("**/orders/imports/*-*")
    assert "dropped.csv" in page.inner_text("main")


HOSTILE = {
    "report.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "sales.xlsx": b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml and xl/workbook.xml",
    "empty.csv": b"",
    "wide.csv": (",".join(f"c{n}" for n in range(5000)) + "\n" + "," * 4999 + "\n").encode(),
    "endless.csv": b"a" * 3_000_000,
    "zeros.csv.gz": gzip.compress(bytes(50_000_000)),
    "cut-off.csv.gz": gzip.compress(orders(20_000))[:5000],
}


@pytest.mark.parametrize("javascript", [True, False], ids=["", "nojs"])
def test_a_file_that_is_none_gets_a_clear_answer(importer, javascript):
    walk = importer(Look("phone", language="bn", javascript=javascript))
    page = walk.page
    walk.visitor.expect(422)
    said = {}
    for name, content in HOSTILE.items():
        walk.visitor.go(walk.path)
        page.set_input_files("#file", csv_file(name, content))
        page.click("form[data-upload] .primary")
        page.wait_for_selector("form[data-upload] .notice.bad:visible")
        said[name] = page.inner_text("form[data-upload] .notice.bad:visible").strip()
        assert page.url.endswith("/orders/imports")
    walk.visitor.check("import-refused")
    assert len(set(said.values())) == len(said) and all(said.values()), said
    walk.visitor.go(walk.path)
    assert page.locator("td.lead").count() == 0


@pytest.mark.parametrize("kind", ["products", "customers"])
@pytest.mark.parametrize("look", [Look("phone", "dark", "bn"), Look("desktop", "light", "en")], ids=str)
def test_the_example_of_each_kind_is_brought_as_it_is(importer, look, kind):
    walk = importer(look)
    page = walk.page
    walk.visitor.go(f"/t/{walk.slug}/{kind}")
    page.click(f"main .empty a[href$='/{kind}/imports']")
    page.wait_for_url(f"**/{kind}/imports")
    walk.visitor.check(f"{kind}-imports-empty")
    with page.expect_download() as download:
        page.click("a[href$='/example.csv']")
    page.set_input_files("#file", csv_file("example.csv", download.value.path().read_bytes()))
    page.click("form[data-upload] .primary")
    page.wait_for_url(f"**/{kind}/imports/*-*")
    walk.wait_for_trial()
    walk.visitor.check(f"{kind}-import-draft")
    walk.run()
    walk.wait_for_report()
    walk.visitor.check(f"{kind}-import-report")
    page.click(".page-head .primary")
    page.wait_for_url(f"**/{kind}?import=*")
    assert page.locator("td.lead").count() == 2


RETAIL = Path(os.environ.get("HAAT_TEST_DATA", ROOT.parent / "shared/data")) / "online-retail/online_retail.csv.gz"


@pytest.mark.skipif(not RETAIL.exists(), reason="the data is not here")
def test_the_whole_of_online_retail_is_equal_to_the_oracle(importer, haat):
    sys.path.insert(0, str(ROOT / "Tests/Oracle"))
    import compare

    walk = importer()
    walk.bring(str(RETAIL))
    walk.page.wait_for_selector("#trial .facts", timeout=300_000)
    walk.run()
    walk.wait_for_report(900_000)
    walk.visitor.check("import-retail")
    tenant = haat.run("psql", said_to_it=f"\\pset tuples_only on\nselect id from tenants where slug = '{walk.slug}';").strip().split()[-1]
    setup = f"\\set ON_ERROR_STOP on\n\\pset format csv\n\\pset tuples_only on\n\\set tenant {tenant}\n\\set source csv\n"
    found = compare.answers(haat.run("psql", said_to_it=setup + compare.questions(tenant)))
    given = Namespace(file=str(RETAIL), zone="Europe/London", shop_zone="Europe/London", decimals=2, lines=None)
    wrong = list(compare.differences(compare.expected(given), found))
    assert not wrong, f"{len(wrong)} figures differ: {wrong[:10]}"
