"""Two shops, one in each language, with the same small history of sales."""
import csv
import os
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

PASSWORD = "a warm river at dusk"
COLUMNS = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]


@dataclass(frozen=True)
class Shop:
    """A business with sales, and its owner, signed in."""

    name: str
    slug: str
    email: str
    language: str
    cookies: list | tuple = ()

    @property
    def path(self):
        return f"/t/{self.slug}"


SHOPS = {
    "en": Shop("Lantern & Loom", "lantern-loom", "asha.fernsby@example.com", "en"),
    "bn": Shop("নকশি ঘর", "nokshi-ghor", "mou@example.com", "bn"),
}


def write_sales(path: Path):
    """Two orders a day for sixty days up to yesterday: more than a page of the list, some of them taken back, with postage, with no
    customer, with words that do not break; and what is no order: a bad debt and a stock adjustment."""
    noon = datetime.now(timezone.utc).replace(hour=6, minute=0, second=0, microsecond=0)
    with path.open("w", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(COLUMNS)
        for number in range(120):
            at = (noon - timedelta(days=60 - number // 2) + timedelta(hours=3 * (number % 2))).strftime("%Y-%m-%d %H:%M:%S")
            customer = "" if number % 7 == 3 else 17000 + number % 11
            invoice = 536365 + number
            lines.writerow([invoice, "85123A", "WHITE HANGING HEART T-LIGHT HOLDER", 6 + number, at, "2.55", customer, "United Kingdom"])
            lines.writerow([invoice, "22752", "শাড়ি — লাল পাড়", 2, at, "7.65", customer, "United Kingdom"])
            if number % 5 == 0:
                lines.writerow([invoice, "POST", "POSTAGE", 1, at, "18.00", customer, "United Kingdom"])
            if number % 10 == 9:
                lines.writerow([f"C{invoice}", "85123A", "WHITE HANGING HEART T-LIGHT HOLDER", -3, at, "2.55", customer, "United Kingdom"])
        lines.writerow([536900, "99999X", "Handloomjamdaniwithaverylongnamethatnobodybreaks", 100_000, at, "999.99", 17000, "United Kingdom"])
        lines.writerow(["A536901", "B", "Adjust bad debt", 1, at, "11062.06", "", "United Kingdom"])
        lines.writerow([536902, "85123A", "damaged", -10, at, "0.0", "", "United Kingdom"])
    os.chmod(path, 0o644)


def sign_up(page, shop):
    """From the form to the first page of the business."""
    page.goto("/sign-up")
    page.fill("#business", shop.name)
    page.fill("#slug", shop.slug)
    page.fill("#email", shop.email)
    page.fill("#password", PASSWORD)
    page.click("main form .primary")
    page.wait_for_url(f"**{shop.path}")


def sign_in(page, shop, path="/sign-in"):
    page.goto(path)
    page.fill("#email", shop.email)
    page.fill("#password", PASSWORD)
    page.click("main form .primary")


PROOF = "input[name=step-up-password]"


def prove(visitor, password=None):
    """Answers the page that asks who is sitting there."""
    visitor.expect(403)
    page = visitor.page
    page.wait_for_selector(PROOF)
    page.fill(PROOF, PASSWORD if password is None else password)
    page.click(f"form:has({PROOF}) .primary")


def download(visitor, click):
    """The text of the file that a press gives: after a proof, where one is asked for."""
    visitor.expect(403)
    page, files = visitor.page, []
    page.on("download", files.append)
    click()
    for _ in range(150):
        if files:
            break
        if page.locator(PROOF).count() and not page.input_value(PROOF):
            prove(visitor)
        page.wait_for_timeout(100)
    page.remove_listener("download", files.append)
    return files[0].path().read_text("utf-8-sig")
