"""Looking through orders that a file has brought."""
import pytest
from conftest import Look


def test_somebody_finds_an_order_and_looks_into_it(owner):
    page, orders = owner.page, owner.shop.path + "/orders"
    owner.go(orders)
    numbers = page.locator("td.lead a").all_inner_texts()
    assert len(numbers) == 50
    owner.check("orders")
    page.click("a[rel=next]")
    page.wait_for_url("**at=*")
    assert not set(numbers) & set(page.locator("td.lead a").all_inner_texts())
    owner.go(f"{orders}?kind=order&state=delivered&period=custom&from=2020-01-01&to=2035-12-31")
    page.fill("main [name=q]", "53640")
    page.select_option("main [name=sort]", "total")
    page.press("main [name=q]", "Enter")
    page.wait_for_url("**q=53640**")
    assert "sort=total" in page.url and "kind=order" in page.url
    found = page.locator("td.lead a").all_inner_texts()
    assert sorted(found) == [str(number) for number in range(536400, 536410)]
    assert (found[0], found[-1]) == ("536405", "536401")
    owner.check("orders-filtered")
    page.locator("td.lead a").first.click()
    page.wait_for_url("**/orders/*-*")
    assert "536405" in page.inner_text("h1")
    owner.check("order")


def test_a_search_that_finds_nothing_says_so(owner):
    owner.go(owner.shop.path + "/orders?q=nothing-is-called-so")
    assert owner.page.locator("td.lead").count() == 0
    owner.check("orders-none")


@pytest.mark.parametrize("number", ["C536374", "A536901", "536902"])
def test_what_is_no_order_is_shown_too(visit, owners, number):
    visitor = visit(Look("phone", language="bn"), owners["bn"])
    visitor.go(f"/t/{owners['bn'].slug}/orders?q={number}")
    visitor.page.locator("td.lead a").first.click()
    visitor.page.wait_for_url("**/orders/*-*")
    visitor.check(f"order-{number}")


def test_the_list_comes_as_a_file_too(visit, owners):
    visitor = visit(Look(), owners["en"])
    visitor.go(owners["en"].path + "/orders?q=53640")
    with visitor.page.expect_download() as download:
        visitor.page.click("a[download]")
    lines = download.value.path().read_text().splitlines()
    assert len(lines) == 11
    assert "536400" in lines[-1]
