"""The path that the owner of a shop walks: signing up, bringing the sales, reading the figures, and coming back."""
import re
import secrets
from pathlib import Path

import pytest
from conftest import Look

PASSWORD = "a long enough sentence"
SAMPLE = Path(__file__).parent / "sample.csv"


class Owner:
    def __init__(self):
        self.slug = "shop-" + secrets.token_hex(4)
        self.email = f"{self.slug}@example.org"


def sign_up(visitor, owner):
    page = visitor.page
    visitor.go("/sign-up")
    page.fill("[name=business]", f"Dokan {owner.slug}")
    page.fill("[name=slug]", owner.slug)
    page.fill("[name=email]", owner.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button.primary").click()
    page.wait_for_url(f"**/t/{owner.slug}*")


def sign_in(visitor, owner, password=PASSWORD):
    visitor.go("/sign-in")
    visitor.page.fill("[name=email]", owner.email)
    visitor.page.fill("[name=password]", password)
    visitor.page.locator("main form button.primary").click()


def test_from_signing_up_to_the_figures(visitor, haat):
    owner = Owner()
    sign_up(visitor, owner)
    visitor.check("dashboard-empty")

    done = haat.run("import", "orders", SAMPLE, "--tenant", owner.slug, "--rejects", haat.folder / f"{owner.slug}-rejected.csv")
    assert done.returncode == 0, done.stderr
    visitor.go(f"/t/{owner.slug}?period=custom&from=2026-11-01&to=2026-11-19")
    visitor.check("dashboard")
    figures = visitor.page.locator("main").inner_text()
    # Net: 6.50 + 6.50 + 13.00 + 120.00 − 3.25, in the digits of the language.
    assert re.search(r"142[.]75|১৪২[.]৭৫", figures), figures

    visitor.go("/account")
    visitor.check("account")
    visitor.go(f"/t/{owner.slug}/settings")
    visitor.check("settings")


def test_signing_out_and_in_again(visit):
    for look in (Look("phone"), Look("desktop", "dark", "bn"), Look("desktop", javascript=False)):
        visitor, owner = visit(look), Owner()
        sign_up(visitor, owner)
        visitor.page.locator("[popovertarget=me]").click()
        visitor.page.locator("#me form[action='/sign-out'] button").click()
        visitor.page.wait_for_url(lambda url: "/t/" not in url)
        visitor.go(f"/t/{owner.slug}")
        assert "/sign-in?next=" in visitor.page.url
        visitor.check("sign-in")
        visitor.page.fill("[name=email]", owner.email)
        visitor.page.fill("[name=password]", PASSWORD)
        visitor.page.locator("main form button.primary").click()
        visitor.page.wait_for_url(f"**/t/{owner.slug}*")


def test_what_is_wrong_with_a_form_is_said_and_what_was_typed_is_kept(visitor):
    visitor.expect(422)
    visitor.go("/sign-up")
    visitor.page.fill("[name=business]", "Dokan")
    visitor.page.fill("[name=email]", "nobody")
    visitor.page.fill("[name=password]", "short")
    visitor.page.locator("main form button.primary").click()
    visitor.page.locator("[aria-invalid=true]").first.wait_for()
    assert visitor.page.locator("[aria-invalid=true]").count() == 2
    assert visitor.page.input_value("[name=business]") == "Dokan"
    assert visitor.page.input_value("[name=password]") == ""
    visitor.check("sign-up-problems")


def test_a_wrong_password_says_nothing_about_the_address(visit):
    visitor, owner = visit(Look("phone")), Owner()
    sign_up(visitor, owner)
    words = []
    for stranger in (owner, Owner()):
        other = visit(Look("phone", "dark"))
        other.expect(422)
        sign_in(other, stranger, "not the right password")
        other.page.locator("[role=alert], .notice").first.wait_for()
        other.check("sign-in-wrong")
        words.append(other.page.locator("main").inner_text())
    assert words[0] == words[1]


def test_another_shop_is_not_there(visit):
    mine, theirs = Owner(), Owner()
    other = visit(Look("desktop"))
    sign_up(other, theirs)
    visitor = visit(Look("phone"))
    sign_up(visitor, mine)
    visitor.expect(404)
    assert visitor.go(f"/t/{theirs.slug}").status == 404
    visitor.check("not-found-shop")


def test_the_language_is_changed_by_a_click_and_stays(visit):
    visitor = visit(Look("phone"))
    visitor.go("/")
    visitor.page.locator("[lang=bn]").first.click()
    visitor.page.wait_for_function("document.documentElement.lang === 'bn'")
    visitor.go("/sign-up")
    assert visitor.page.evaluate("document.documentElement.lang") == "bn"
    assert re.search(r"[\u0980-\u09ff]", visitor.page.title())
