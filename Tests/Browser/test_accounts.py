"""Accounts as people meet them: the code of a sign-up, a forgotten password, another address, places where one is signed in."""
import re
import uuid

import pytest
import shops
from conftest import Look

LOOKS = [Look("phone", language="bn"), Look(language="en"), Look("small", language="en", javascript=False), Look("desktop", "dark", "bn")]


def fill_sign_up(page, shop, password=shops.PASSWORD):
    page.goto("/sign-up")
    page.fill("#business", shop.name)
    page.fill("#slug", shop.slug)
    page.fill("#email", shop.email)
    page.fill("#password", password)
    page.click("main form .primary")


def new_shop(language="en"):
    slug = f"dokan-{uuid.uuid4().hex[:8]}"
    return shops.Shop("Nodi & Co", slug, f"{slug}@example.com", language)


@pytest.fixture
def member(visit):
    """Makes people with a business of their own, signed in: member(look)."""
    def make(look=Look()):
        visitor, shop = visit(look), new_shop(look.language)
        shops.sign_up(visitor.page, shop)
        visitor.shop = shop
        return visitor
    return make


def prove(visitor, password=shops.PASSWORD):
    """Answers who is sitting there, where a page asks for it."""
    field = visitor.page.locator("input[name=step-up-password]")
    visitor.page.wait_for_load_state()
    if field.count():
        visitor.check("step-up")
        field.fill(password)
        visitor.page.click("main form .primary")
        visitor.page.wait_for_load_state()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_sign_up_waits_for_its_code_and_keeps_what_was_typed(visit, look):
    visitor, shop = visit(look), new_shop(look.language)
    visitor.expect(422)
    page = visitor.page
    fill_sign_up(page, shop)
    page.wait_for_url("**/sign-up/confirm")
    assert shop.email in page.inner_text("main")
    visitor.check("confirm")
    page.fill("#code", "12")
    page.click("main form .primary")
    page.wait_for_load_state()
    assert page.get_attribute("#code", "aria-invalid") == "true"
    visitor.check("confirm-wrong")
    page.click("main a[href='/sign-up']")
    page.wait_for_url("**/sign-up")
    assert page.input_value("#business") == shop.name and page.input_value("#email") == shop.email
    assert page.input_value("#password") == ""
    link = shops.mail(page, shop.email)["link"]
    assert re.fullmatch(r"/sign-up/confirm\?code=\d{6}", link)
    visitor.go(link)
    page.click("main form .primary")
    page.wait_for_url(f"**{shop.path}")


def test_the_link_of_a_sign_up_opened_elsewhere_says_where_to_type_the_code(visit):
    visitor, other, shop = visit(), visit(Look("phone")), new_shop()
    fill_sign_up(visitor.page, shop)
    visitor.page.wait_for_url("**/sign-up/confirm")
    mail = shops.mail(visitor.page, shop.email)
    other.go(mail["link"])
    assert mail["code"] in other.page.inner_text("main")
    assert other.page.locator("#code").count() == 0
    other.check("confirm-elsewhere")


def test_a_known_address_gets_the_same_pages_and_another_mail(visit, owners):
    known, new = visit(), visit()
    pages = []
    for visitor, email in ((known, owners["en"].email), (new, f"{uuid.uuid4().hex}@example.com")):
        shop = new_shop()
        fill_sign_up(visitor.page, shops.Shop(shop.name, shop.slug, email, "en"))
        visitor.page.wait_for_url("**/sign-up/confirm")
        html = visitor.page.content().replace(email, "")
        pages.append(re.sub(r'name="csrf" value="[^"]*"', "", html))
    assert pages[0] == pages[1]
    assert shops.mail(known.page, owners["en"].email)["code"] is None


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_forgotten_password_is_replaced_by_mail(visit, member, look):
    owner = member(look)
    shop, visitor = owner.shop, visit(look)
    visitor.expect(422)
    page = visitor.page
    visitor.go("/sign-in")
    page.click("main a[href='/reset']")
    page.wait_for_url("**/reset")
    visitor.check("reset")
    page.fill("#email", shop.email)
    page.click("main form .primary")
    page.wait_for_url("**/reset/sent")
    visitor.check("reset-sent")
    link = shops.mail(page, shop.email, count=2)["link"]
    visitor.go(link)
    visitor.check("new-password")
    page.fill("#password", "short")
    page.click("main form .primary")
    page.wait_for_load_state()
    visitor.check("new-password-wrong")
    page.fill("#password", "a lantern in the flood")
    page.click("main form .primary")
    page.wait_for_url("**/sign-in")
    visitor.check("reset-done")
    owner.go(shop.path)
    assert "/sign-in" in owner.page.url
    page.fill("#email", shop.email)
    page.fill("#password", "a lantern in the flood")
    page.click("main form .primary")
    page.wait_for_url(f"**{shop.path}")
    visitor.go(link)
    assert page.locator("#password").count() == 0
    visitor.check("link-over")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_an_address_is_changed_by_its_code_and_put_back_by_the_old_one(visit, member, look):
    owner = member(look)
    owner.expect(403, 422)
    page, shop, new = owner.page, owner.shop, f"{uuid.uuid4().hex}@example.com"
    owner.go("/account")
    owner.check("account")
    page.fill("#email", new)
    page.click("form[action='/account/address'] button")
    prove(owner)
    page.wait_for_url("**/account/address")
    owner.check("address-code")
    page.fill("#code", shops.mail(page, new)["code"])
    page.click("main form .primary")
    page.wait_for_url("**/account")
    assert new in page.inner_text("main")
    owner.check("address-changed")
    undo = shops.mail(page, shop.email, count=2)["link"]
    other = visit(look)
    other.go(undo)
    other.check("undo")
    other.page.click("main form .primary")
    other.page.wait_for_url("**/reset/*")
    other.check("undo-done")
    owner.go("/account")
    assert "/sign-in" in page.url


def test_a_password_is_changed_and_the_other_places_are_out(visit, member):
    owner = member()
    owner.expect(403, 422)
    other = visit(Look("phone"))
    shops.sign_in(other.page, owner.shop)
    other.page.wait_for_url(f"**{owner.shop.path}")
    page = owner.page
    owner.go("/account")
    page.fill("#password", "a boat with a new sail")
    page.click("form[action='/account/password'] button")
    prove(owner)
    page.wait_for_url("**/account")
    assert page.locator("main .notice").count() >= 1
    other.go(owner.shop.path)
    assert "/sign-in" in other.page.url
    owner.go(owner.shop.path)
    assert page.url.endswith(owner.shop.path)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_places_are_listed_one_is_ended_and_a_strange_one_is_told_by_mail(visit, member, look):
    here, there = member(look), visit(Look("phone", language=look.language))
    shops.sign_in(there.page, here.shop)
    there.page.wait_for_url(f"**{here.shop.path}")
    assert shops.mail(here.page, here.shop.email, count=2)["link"].startswith("/undo/sign-in/")
    here.go("/account")
    here.page.click("main a[href='/account/sessions']")
    here.page.wait_for_url("**/account/sessions")
    here.check("sessions")
    ends = here.page.locator("form[action*='/account/sessions/'] button")
    assert ends.count() == 1
    ends.first.click()
    here.page.wait_for_load_state()
    assert ends.count() == 0
    there.go("/account")
    assert "/sign-in" in there.page.url
    here.go(here.shop.path)
    assert here.page.url.endswith(here.shop.path)


def test_this_was_not_me_ends_every_session_and_asks_for_a_new_password(visit, member):
    owner, stranger, finder = member(), visit(), visit(Look("phone"))
    shops.sign_in(stranger.page, owner.shop)
    stranger.page.wait_for_url(f"**{owner.shop.path}")
    finder.go(shops.mail(owner.page, owner.shop.email, count=2)["link"])
    finder.check("not-me")
    # Looking has changed nothing.
    stranger.go("/account")
    assert stranger.page.url.endswith("/account")
    finder.page.click("main form .primary")
    finder.page.wait_for_url("**/reset/*")
    stranger.go("/account")
    assert "/sign-in" in stranger.page.url


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_ones_own_activity_is_told_and_a_stranger_is_shut_out(visit, member, look):
    owner, stranger = member(look), visit()
    shops.sign_in(stranger.page, owner.shop)
    stranger.page.wait_for_url(f"**{owner.shop.path}")
    owner.go("/account")
    owner.page.click("main a[href='/account/activity']")
    owner.page.wait_for_url("**/account/activity")
    assert owner.page.locator("main .rows > li").count() >= 2
    owner.check("activity")
    owner.page.click("main a[href='/account/stranger']")
    owner.page.wait_for_url("**/account/stranger")
    owner.check("stranger")
    stranger.go("/account")
    assert stranger.page.url.endswith("/account")
    owner.page.click("form[action='/account/stranger'] button")
    owner.page.wait_for_url("**/account#secret")
    assert owner.page.locator("main .notice").count() >= 1
    stranger.go("/account")
    assert "/sign-in" in stranger.page.url
