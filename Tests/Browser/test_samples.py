"""A sample shop from the sign-up to its removal, and going from one business to another."""
import secrets

import pytest
import shops
from conftest import Look

LOOKS = [Look("phone", language="bn"), Look(language="en"), Look("small", language="en", javascript=False)]


def sign_up(visitor, **changes):
    """Through the form; gives the business's address."""
    page, slug = visitor.page, f"sample-{secrets.token_hex(4)}"
    visitor.go("/sign-up")
    for name, value in {"business": "Nodi & Co", "slug": slug, "email": f"{slug}@example.com", "password": shops.PASSWORD}.items():
        page.fill(f"#{name}", value)
    for name, value in changes.items():
        page.check(f"input[name={name}][value={value}]")
    visitor.check("sign-up-with-sample")
    page.click("main form .primary")
    return f"/t/{slug}"


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_sample_is_offered_filled_shown_and_removed(visit, look):
    visitor = visit(look)
    page = visitor.page
    path = sign_up(visitor, start="sample")
    page.wait_for_url(f"**{path}/sample*")
    visitor.check("sample-filling")
    # Without scripts the page loads itself anew.
    page.wait_for_selector("#remove", timeout=90_000)
    visitor.check("sample-filled")
    page.click("main .row .primary")
    page.wait_for_url(f"**{path}")
    assert page.locator(".banner").is_visible()
    visitor.check("sample-dashboard")
    for rest in ("/orders", "/customers", "/products"):
        visitor.go(path + rest)
        assert page.locator(".banner").is_visible()
        assert page.locator("main table tbody tr, main .rows li").count() > 5
    page.click(".banner a")
    page.wait_for_url(f"**{path}/sample")
    page.click("form[action$='/removal'] button")
    shops.prove(visitor)
    page.wait_for_selector(f"form[action='{path}/sample'] button", timeout=90_000)
    assert page.locator(".banner").count() == 0
    visitor.check("sample-gone")
    visitor.go(path)
    assert page.locator(f"form[action='{path}/sample'] button").is_visible()
    visitor.check("dashboard-empty-with-offer")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_somebody_goes_from_one_business_to_another(visit, look):
    visitor = visit(look)
    page = visitor.page
    first = sign_up(visitor)
    page.wait_for_url(f"**{first}")
    switcher = page.locator("[popovertarget=tenants]")
    switcher.focus()
    page.keyboard.press("Enter")
    page.locator("#tenants a[href='/sign-up']").click()
    page.wait_for_url("**/sign-up")
    second = first + "-2"
    page.fill("#business", "Haor & Co")
    page.fill("#slug", second.removeprefix("/t/"))
    page.click("main form .primary")
    page.wait_for_url(f"**{second}")
    # By keyboard alone.
    switcher.focus()
    page.keyboard.press("Enter")
    page.locator(f"#tenants a[href='{first}']").focus()
    visitor.check("switcher")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}")
    visitor.go("/businesses")
    assert page.locator("main a[href^='/t/']").first.get_attribute("href") == first
    visitor.check("businesses")
    page.locator(f"main a[href='{second}']").click()
    page.wait_for_url(f"**{second}")
