"""The figures of a shop, as its owner reads them."""
import csv
import re

import pytest
import shops
from conftest import LANGUAGES, Look

SHIFTS = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().reduce((sum, e) => sum + e.value, 0)))
  .observe({type: "layout-shift", buffered: true}) || setTimeout(() => done(0), 500))"""


def test_somebody_chooses_another_period(owner):
    page, home = owner.page, owner.shop.path
    owner.go(home)
    page.click("[popovertarget=periods]")
    owner.check("dashboard-periods")
    page.click("#periods a[href$='period=last-month']")
    page.wait_for_url("**period=last-month")
    owner.check("dashboard-month")
    page.click("nav.period a[rel=prev]")
    page.wait_for_url("**from=*")
    assert page.locator("main h1").count() == 1
    page.click("[popovertarget=periods]")
    page.fill("#from", "2020-01-05")
    page.fill("#to", "2020-01-05")
    page.click("#periods button")
    page.wait_for_url("**from=2020-01-05&to=2020-01-05")
    owner.check("dashboard-day-without-sales")


@pytest.mark.parametrize("period", ["today", "yesterday", "quarter"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_length_reads_well(visit, owners, period, language):
    visitor = visit(Look("phone", language=language), owners[language])
    visitor.go(f"{owners[language].path}?period={period}")
    visitor.check(f"dashboard-{period}")


@pytest.mark.parametrize("device", ["phone", "desktop"])
def test_nothing_moves_while_it_comes(visit, owners, device):
    visitor = visit(Look(device), owners["en"])
    visitor.go(owners["en"].path)
    assert visitor.page.evaluate(SHIFTS) < 0.01


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_two_sheets_of_paper_black_on_white(visit, owners, language, scheme):
    visitor = visit(Look("desktop", scheme, language), owners[language])
    visitor.go(owners[language].path)
    paper = visitor.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type */Page\b", paper)) <= 2
    visitor.page.emulate_media(media="print")
    assert not visitor.page.locator(".topbar, .sidebar, .period").filter(visible=True).count()
    colours = visitor.page.evaluate("(({color, backgroundColor}) => [color, backgroundColor])(getComputedStyle(document.body))")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_the_figures_come_as_files(visit, owners):
    visitor = visit(Look(), owners["en"])
    visitor.go(owners["en"].path)
    buttons = visitor.page.locator("main form[action*='/sales.csv'] button")
    assert buttons.count() == 6
    for number in range(6):
        visitor.go(owners["en"].path)
        rows = list(csv.reader(shops.download(visitor, buttons.nth(number).click).splitlines()))
        assert len(rows) > 1 and {len(row) for row in rows} == {len(rows[0])}


def test_a_day_opens_its_orders(visit, owners):
    visitor = visit(Look(), owners["en"])
    visitor.go(owners["en"].path)
    page = visitor.page
    page.locator(".chart a[href*='/orders?']").nth(-2).click()
    page.wait_for_url("**/orders?from=*")
    assert page.locator("td.lead a").count() >= 1
