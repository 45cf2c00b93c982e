"""Looking through orders that a file has brought."""
import secrets

import pytest

from conftest import Look, Visitor

HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
PASSWORD = "a boat of paper and ink"


def sample():
    """A hundred orders, a cancellation, a bad debt and a stock adjustment."""
    rows = []
    for number in range(100):
        when = f"2026-0{1 + number % 9}-{1 + number % 28:02} {8 + number % 10:02}:26:00"
        customer, country = (f"{17000 + number % 30}", "Bangladesh") if number % 4 else ("", "United Kingdom")
        rows.append(f"{536000 + number},85123A,WHITE HANGING HEART T-LIGHT HOLDER,{1 + number % 7},{when},2.55,{customer},{country}")
        rows.append(f"{536000 + number},71053,শাড়ি — লাল পাড়,{1 + number % 3},{when},1250.50,{customer},{country}")
        rows.append(f"{536000 + number},POST,POSTAGE,1,{when},18.00,{customer},{country}")
    rows += [
        "C536500,71053,শাড়ি — লাল পাড়,-1,2026-09-20 10:00:00,1250.50,17001,Bangladesh",
        "A536501,B,Adjust bad debt,1,2026-09-21 10:00:00,11062.06,,Bangladesh",
        "536502,85123A,damaged,-10,2026-09-22 10:00:00,0.0,,Bangladesh",
    ]
    return HEADER + "\n".join(rows) + "\n"


class Shop:
    def __init__(self, browser, haat, language, filled):
        self.email, self.slug = f"{secrets.token_hex(6)}@example.com", f"shop-{secrets.token_hex(5)}"
        owner = Visitor(browser, haat, Look(language=language))
        owner.go("/sign-up")
        page = owner.page
        page.fill("[name=business]", "তাঁতকথা" if language == "bn" else "Tantkotha")
        page.fill("[name=slug]", self.slug)
        page.locator(f"[name=language][value={language}]").check()
        page.select_option("[name=currency]", "BDT")
        page.select_option("[name=zone]", "Asia/Dhaka")
        page.fill("[name=email]", self.email)
        page.fill("[name=password]", PASSWORD)
        page.click("main form button.primary")
        page.wait_for_url(f"**/t/{self.slug}**")
        owner.close()
        if filled:
            file = haat.folder / f"{self.slug}.csv"
            file.write_text(sample(), encoding="utf-8")
            file.chmod(0o644)
            haat.run("import", "orders", file, "--tenant", self.slug)

    def sign_in(self, visitor):
        visitor.go("/sign-in")
        visitor.page.fill("[name=email]", self.email)
        visitor.page.fill("[name=password]", PASSWORD)
        visitor.page.click("main form button.primary")
        visitor.page.wait_for_url("**/t/**")


@pytest.fixture(scope="module")
def shops(browser, haat):
    made = {}

    def shop(language, filled=True):
        if (language, filled) not in made:
            made[language, filled] = Shop(browser, haat, language, filled)
        return made[language, filled]

    return shop


def test_somebody_finds_an_order_and_looks_into_it(visitor, shops):
    shop, page = shops(visitor.look.language), visitor.page
    shop.sign_in(visitor)
    visitor.go(f"/t/{shop.slug}/orders")
    assert page.locator("td.lead").count() == 50
    visitor.check("orders")
    page.click("a[rel=next]")
    page.wait_for_url("**at=*")
    assert page.locator("td.lead").count() == 50
    visitor.check("orders-second-page")
    visitor.go(f"/t/{shop.slug}/orders?period=custom&from=2026-09-01")
    visitor.check("orders-custom-days")
    visitor.go(f"/t/{shop.slug}/orders?kind=order&sort=total&state=delivered")
    page.fill("main [name=q]", "53600")
    page.press("main [name=q]", "Enter")
    page.wait_for_url("**q=53600**")
    assert "sort=total" in page.url and "kind=order" in page.url
    assert page.locator("td.lead").count() == 10
    visitor.check("orders-filtered")
    page.locator("td.lead a").first.click()
    page.wait_for_url("**/orders/*-*")
    visitor.check("order")
    visitor.go(f"/t/{shop.slug}/orders?q=nothing-is-called-so")
    visitor.check("orders-nothing")


@pytest.mark.parametrize("number", ["C536500", "A536501", "536502"])
def test_what_is_no_order_is_shown_too(visit, shops, number):
    visitor = visit(Look("phone"))
    shop = shops("en")
    shop.sign_in(visitor)
    visitor.go(f"/t/{shop.slug}/orders?q={number}")
    visitor.page.locator("td.lead a").first.click()
    visitor.page.wait_for_url("**/orders/*-*")
    visitor.check(f"order-{number}")


def test_a_new_shop_is_told_how_to_bring_its_orders(visitor, shops):
    shop = shops(visitor.look.language, filled=False)
    shop.sign_in(visitor)
    visitor.go(f"/t/{shop.slug}/orders")
    assert f"--tenant {shop.slug}" in visitor.page.locator("main").inner_text()
    visitor.check("orders-none")
