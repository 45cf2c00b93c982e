"""Who works in a business and may do what, as its owner sees it, in every look."""
import pytest
import shops
from conftest import Look

PAGES = {"members": "/members", "members-nobody": "/members?q=nobody-is-called-that", "members-filtered": "/members?role=owner&second=no&seen=week&sort=-seen",
         "invitations": "/invitations", "invitations-none": "/invitations?q=nobody&state=ended", "roles": "/roles",
         "role-owner": "/roles/owner", "role-analyst": "/roles/analyst", "security": "/security"}


def prove(page):
    """Shows the password where the page asks who is sitting there."""
    page.wait_for_load_state()
    if page.locator("[name=step-up-password]").count():
        page.fill("[name=step-up-password]", shops.PASSWORD)
        page.click("main form .primary")
        page.wait_for_load_state()


def test_every_page_of_the_team_reads_well(owner):
    for name, path in PAGES.items():
        assert owner.go(owner.shop.path + path).status == 200
        assert owner.page.locator("h1").count() == 1
        owner.check(name)


def test_a_members_page_reads_well(owner):
    owner.go(owner.shop.path + "/members")
    owner.page.click("td.lead a")
    owner.page.wait_for_load_state()
    assert "/members/" in owner.page.url
    owner.check("member")
    if owner.look.javascript:
        owner.page.click("[popovertarget=removal]")
        owner.check("member-removal")


def test_a_link_that_opens_nothing_says_so(visitor):
    visitor.expect(410)
    assert visitor.go("/join/lantern-loom/" + "x" * 43).status == 410
    visitor.check("join-void")


@pytest.mark.parametrize("device", ["phone", "desktop"])
@pytest.mark.parametrize("language", ["en", "bn"])
def test_people_are_invited_asked_again_and_revoked(visit, owners, device, language):
    shop = owners[language]
    visitor = visit(Look(device, language=language), shop)
    visitor.expect(403, 422)
    page = visitor.page
    address = f"rima.{device}@example.com"
    visitor.go(f"{shop.path}/invitations")
    page.fill("#emails", "not an address")
    page.click("form:has(#emails) .primary")
    prove(page)
    assert page.get_attribute("#emails", "aria-invalid") == "true"
    assert page.input_value("#emails") == "not an address"
    visitor.check(f"invitations-wrong-{device}")
    page.fill("#emails", f"Rima <{address}>")
    page.select_option("#role", "seller")
    page.fill("#message", "See you on Sunday.")
    page.click("form:has(#emails) .primary")
    prove(page)
    row = page.locator("tr", has_text=address)
    assert row.count() == 1
    visitor.check(f"invitations-sent-{device}")
    row.locator("button[formaction$=resend]").click()
    prove(page)
    row.locator("button[formaction$=revocation]").click()
    page.wait_for_load_state()
    assert row.locator("button").count() == 0
    others = [f"{name}.{device}@example.com" for name in ("karim", "salma")]
    page.fill("#emails", " ".join(others))
    page.click("form:has(#emails) .primary")
    prove(page)
    for other in others:
        page.locator("tr", has_text=other).locator("[name=invitation]").check()
    # A box is not a button: Enter on it sends nothing.
    page.keyboard.press("Enter")
    assert page.is_visible(".bulk")
    visitor.check(f"invitations-ticked-{device}")
    page.click(".bulk .danger")
    page.wait_for_load_state()
    assert page.locator("tr", has_text=others[0]).locator("button").count() == 0
    visitor.check(f"invitations-revoked-{device}")


@pytest.mark.parametrize("device", ["phone", "desktop"])
@pytest.mark.parametrize("language", ["en", "bn"])
def test_somebody_joins_is_removed_and_comes_back(visit, owners, device, language):
    shop = owners[language]
    owner, guest = visit(Look(device, language=language), shop), visit(Look(device, language=language))
    owner.expect(403)
    page, address = owner.page, f"tania.{device}@example.com"
    owner.go(f"{shop.path}/invitations")
    page.fill("#emails", address)
    page.select_option("#role", "agent")
    page.click("form:has(#emails) .primary")
    prove(page)
    guest.go(shops.mail(guest.page, address)["link"])
    guest.check("join")
    guest.page.fill("#name", f"Tania {device}")
    guest.page.fill("#password", shops.PASSWORD)
    guest.page.click("main form .primary")
    guest.page.wait_for_url(f"**{shop.path}")
    owner.go(f"{shop.path}/members?q={address}")
    page.click("td.lead a")
    page.wait_for_load_state()
    page.click("[popovertarget=removal]")
    page.click("#removal .danger")
    prove(page)
    toast = page.locator(".toast")
    assert toast.locator("form").count() == 1
    owner.check("member-removed")
    toast.locator("form button").click()
    page.wait_for_load_state()
    assert page.locator(".toast form").count() == 0
    assert page.locator("tr", has_text=address).count() == 1
    owner.check("member-back")
    assert guest.go(shop.path).status == 200


def test_the_permissions_of_a_role_are_searched(visit, owners):
    shop = owners["en"]
    visitor = visit(Look(), shop)
    page = visitor.page
    visitor.go(f"{shop.path}/roles/analyst")
    page.fill("[data-searches]", "audit log exp")
    rows = page.locator("[data-search-row]:visible")
    assert rows.count() == 1 and "Export the audit log" in rows.inner_text()
    page.fill("[data-searches]", "nothing is called that")
    assert rows.count() == 0 and page.is_visible("[data-search-empty]")
    visitor.check("role-search-empty")
    page.keyboard.press("Escape")
    assert rows.count() > 10 and not page.is_visible("[data-search-empty]")


@pytest.mark.parametrize("look", [Look("phone"), Look("desktop", language="bn")], ids=str)
def test_the_team_is_taken_as_a_file(visit, owners, look):
    shop = owners[look.language]
    visitor = visit(look)
    shops.sign_in(visitor.page, shop)
    visitor.expect(403)
    page = visitor.page
    visitor.go(f"{shop.path}/members?role=owner")
    file = shops.download(visitor, lambda: page.click("form[action$='/members.csv'] button"))
    lines = file.splitlines()
    assert len(lines) == 2 and shop.email in lines[1]


@pytest.mark.parametrize("device", ["phone", "desktop"])
@pytest.mark.parametrize("language", ["en", "bn"])
def test_a_role_is_made_changed_and_deleted(visit, owners, device, language):
    shop = owners[language]
    visitor = visit(Look(device, language=language), shop)
    visitor.expect(403)
    page = visitor.page
    visitor.go(f"{shop.path}/roles")
    page.fill("#name", f"Packer {device}")
    page.select_option("#model", "seller")
    page.click("form:has(#model) .primary")
    prove(page)
    assert page.inner_text("h1") == f"Packer {device}"
    page.uncheck("[value='products.view']")
    page.click("form:has([name=permission]) .primary")
    prove(page)
    assert not page.is_checked("[value='products.view']")
    visitor.check(f"role-changed-{device}")
    page.click("[popovertarget=removal]")
    visitor.check(f"role-removal-{device}")
    page.click("#removal .danger")
    prove(page)
    assert page.url.endswith("/roles")
    assert f"Packer {device}" not in page.inner_text("main table, main ul")


def test_the_team_is_reached_and_used_by_keyboard(visit, owners):
    shop = owners["en"]
    visitor = visit(Look(), shop)
    page = visitor.page
    visitor.go(f"{shop.path}/members")
    page.keyboard.press("x") if page.locator("tbody .pick input").count() == 0 else page.focus("tbody .pick input")
    page.keyboard.press("Space")
    assert page.is_checked("tbody .pick input")
    assert page.is_visible(".bulk")
