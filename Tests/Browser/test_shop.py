"""A shop with sales, as its owner sees it, in every look."""
from conftest import Look

PAGES = {
    "dashboard": "",
    "dashboard-week": "?days=7",
    "dashboard-year": "?days=365",
    "orders": "/orders",
    "orders-filtered": "/orders?q=17000&period=custom&from=2020-01-01&to=2035-12-31&sort=total",
    "orders-none": "/orders?q=nothing-like-this",
    "settings": "/settings",
}


def test_every_page_of_a_shop_reads_well(owner):
    for name, path in PAGES.items():
        assert owner.go(owner.shop.path + path).status == 200
        assert owner.page.locator("h1").count() == 1
        owner.check(name)


def test_folded_parts_read_well_too(owner):
    owner.go(owner.shop.path)
    for summary in owner.page.locator("main summary").all():
        summary.click()
    owner.check("dashboard-unfolded")
    owner.page.click("[popovertarget=me]")
    owner.check("menu")


def test_the_list_leads_to_an_order_and_to_its_next_page(owner):
    page = owner.page
    owner.go(owner.shop.path + "/orders")
    first = page.locator("td.lead a")
    number = first.first.inner_text()
    assert first.count() == 50
    first.first.click()
    page.wait_for_url("**/orders/*")
    assert number in page.inner_text("h1")
    owner.check("order")
    page.go_back()
    page.click("a[rel=next]")
    page.wait_for_load_state()
    assert number not in page.locator("td.lead a").all_inner_texts()
    owner.check("orders-second")


def test_the_account_page_reads_well(owner):
    owner.go("/account")
    assert owner.shop.name in owner.page.inner_text("main")
    owner.check("account")


def test_pages_that_are_refused_say_why(owner):
    owner.expect(404)
    assert owner.go(owner.shop.path + "/nothing").status == 404
    owner.check("not-found-within")
    other = "nokshi-ghor" if owner.look.language == "en" else "lantern-loom"
    assert owner.go(f"/t/{other}/orders").status == 404
    owner.check("another-business")


def test_search_and_filters_stay_in_the_address(visit, owners):
    owner, page = (v := visit(Look(), owners["en"])), v.page
    owner.go("/t/lantern-loom/orders")
    page.fill(".filters [name=q]", "17000")
    page.select_option(".filters [name=sort]", "total")
    page.click(".filters button")
    page.wait_for_url("**q=17000**")
    assert "sort=total" in page.url
    assert page.locator("td.lead a").first.inner_text() == "536900"
    assert page.input_value(".filters [name=q]") == "17000"


def test_no_page_is_left_out(haat):
    """A new page must be added to the tests of this folder."""
    pages = {line.split()[1] for line in haat.run("routes").splitlines() if line.startswith("GET ")}
    assert pages == {"/", "/sign-up", "/sign-in", "/account", "/t/:slug", "/t/:slug/orders", "/t/:slug/orders.csv", "/t/:slug/orders/:id",
                     "/t/:slug/settings"}
