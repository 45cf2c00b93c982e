"""From the front page to a shop of one's own, in every look."""
import uuid

import shops


def test_a_stranger_opens_a_shop_and_sees_where_orders_and_sales_will_be(visitor):
    page, name = visitor.page, f"dokan-{uuid.uuid4().hex[:8]}"
    visitor.go("/")
    assert page.locator("h1").count() == 1
    visitor.check("front")
    page.click("main a[href='/sign-up']")
    page.wait_for_url("**/sign-up")
    visitor.check("sign-up")
    shops.sign_up(page, shops.Shop("Nakshi", name, f"{name}@example.com", visitor.look.language))
    assert page.locator("main .toast").count() == 1
    visitor.check("dashboard-empty")
    page.click("nav.sidebar a[href$='/orders']")
    page.wait_for_url("**/orders")
    assert page.locator(f"main .empty a[href='/t/{name}/orders/imports']").count() == 1
    visitor.check("orders-empty")


def test_every_field_says_what_is_wrong_with_it_at_once(visitor):
    page = visitor.page
    visitor.expect(422)
    visitor.go("/sign-up")
    page.fill("#slug", "A B")
    page.fill("#email", "nobody")
    page.fill("#password", "short")
    page.click("main form .primary")
    page.wait_for_load_state()
    assert page.locator("[aria-invalid=true]").evaluate_all("fields => fields.map(f => f.id)") == ["business", "slug", "email", "password"]
    assert page.input_value("#email") == "nobody"
    assert page.input_value("#password") == ""
    for field in page.locator("[aria-invalid=true]").all():
        assert page.locator(f"#{field.get_attribute('aria-describedby').split()[0]}").inner_text().strip()
    visitor.check("sign-up-wrong")


def test_a_wrong_password_is_said_in_the_page(visitor, owners):
    visitor.expect(422)
    page, shop = visitor.page, owners[visitor.look.language]
    visitor.go("/sign-in")
    visitor.check("sign-in")
    page.fill("#email", shop.email)
    page.fill("#password", "a cold river at dawn")
    page.click("main form .primary")
    page.wait_for_load_state()
    assert page.input_value("#email") == shop.email
    assert page.locator("main .notice:visible").count() == 1
    visitor.check("sign-in-wrong")


def test_a_page_that_is_not_there_says_so_in_the_language_of_the_visitor(visitor):
    visitor.expect(404)
    assert visitor.go("/no/such/page").status == 404
    visitor.check("not-found")
