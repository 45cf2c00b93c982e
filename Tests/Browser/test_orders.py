"""Looking through orders that a file has brought."""
import pytest
import shops
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
    page.click(".fold summary")
    page.select_option("main [name=sort]", "total")
    owner.check("orders-fold")
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
    visitor.page.click("[popovertarget=export]")
    lines = shops.download(visitor, lambda: visitor.page.click("#export button >> nth=0")).splitlines()
    assert len(lines) == 11
    assert "536400" in lines[-1]


def test_ticked_rows_come_as_a_file_with_all_columns_or_those_shown(visit, owners):
    visitor = visit(Look("phone"), owners["en"])
    visitor.go(owners["en"].path + "/orders?q=53640&cols=number,total")
    for box in visitor.page.locator("tbody .pick input").all()[:3]:
        box.check()
    lines = shops.download(visitor, lambda: visitor.page.click(".bulk button >> nth=0")).splitlines()
    assert len(lines) == 4
    assert lines[0].endswith("number,total")


def test_columns_are_chosen_and_kept(visit, owners):
    visitor, path = visit(Look(language="bn"), owners["bn"]), owners["bn"].path
    page = visitor.page
    visitor.go(path + "/products")
    usual = page.locator("thead th").count()
    page.click("[popovertarget=columns]")
    visitor.check("columns")
    page.check("#columns [value=vendor]")
    page.click("#columns button")
    page.wait_for_url("**cols=**")
    assert page.locator("thead th").count() == usual + 1
    visitor.go(path + "/products")
    assert page.locator("thead th").count() == usual + 1


def test_a_view_is_saved_changed_deleted_and_brought_back(owner):
    page, orders = owner.page, owner.shop.path + "/orders"
    name = f"V {owner.look}"
    owner.go(orders + "?kind=order&min=20")
    page.click("[popovertarget=save-view]")
    owner.check("save-view")
    page.fill("#new-view-name", name)
    page.click("#save-view form:last-of-type button")
    page.wait_for_url("**view=**")
    assert page.locator(".tabs [aria-current]").inner_text() == name
    owner.go(orders)
    page.click(f".tabs a:text-is('{name}')")
    page.wait_for_url("**min=20**")
    # A name twice is refused, and what was typed is still there.
    owner.expect(422)
    page.click("[popovertarget=save-view]")
    page.fill("#new-view-name", name.upper())
    page.click("#save-view form:last-of-type button")
    page.wait_for_selector("#name-error")
    assert page.input_value("#name") == name.upper()
    owner.check("view-again")
    owner.go(orders)
    page.click(f".tabs a:text-is('{name}')")
    page.wait_for_url("**view=**")
    page.click("[popovertarget=save-view]")
    page.click("#save-view .danger")
    page.wait_for_selector(".toast")
    assert page.locator(f".tabs a:text-is('{name}')").count() == 0
    page.click(".toast form button")
    page.wait_for_url("**view=**")
    assert page.locator(".tabs [aria-current]").inner_text() == name


@pytest.mark.parametrize("list", ["customers", "products"])
def test_somebody_looks_through_a_list_and_into_its_pages(owner, list):
    page, path = owner.page, owner.shop.path
    owner.go(f"{path}/{list}")
    assert page.locator("td.lead a").count() >= 2
    owner.check(list)
    page.click(".fold summary")
    owner.check(f"{list}-fold")
    page.locator("td.lead a").first.click()
    page.wait_for_url(f"**/{list}/*-*")
    owner.check(list[:-1])
    owner.go(f"{path}/search?q=17")
    owner.check("search")
