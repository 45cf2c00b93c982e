"""What a person chooses for themselves: language, theme, name, and where they stay signed in."""
import pytest
import shops
from conftest import Look


def test_the_language_is_changed_on_every_kind_of_page(visit, owners):
    visitor, page = (v := visit()), v.page
    for path in ("/", "/sign-up", "/sign-in"):
        visitor.go(path)
        page.click("footer button[lang=bn]")
        page.wait_for_load_state()
        assert page.url.endswith(path)
        assert page.evaluate("document.documentElement.lang") == "bn"
        page.click("footer button[lang=en]")
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.lang") == "en"


def test_the_language_of_an_account_goes_with_it_to_another_browser(visit, owners):
    shop = owners["en"]
    first, second = visit(Look("phone"), shop), visit(Look("desktop"), shop)
    first.go(f"{shop.path}/orders?sort=total")
    first.page.click("[popovertarget=me]")
    first.page.click("#me button[lang=bn]")
    first.page.wait_for_load_state()
    assert first.page.url.endswith("/orders?sort=total")
    second.go(shop.path)
    assert second.page.evaluate("document.documentElement.lang") == "bn"
    second.page.click("[popovertarget=me]")
    second.page.click("#me button[lang=en]")
    second.page.wait_for_load_state()
    assert second.page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("scheme, other", [("light", "dark"), ("dark", "light")])
def test_the_theme_is_kept_and_is_there_before_any_script(visit, scheme, other):
    visitor, page = (v := visit(Look(scheme=scheme))), v.page
    visitor.go("/")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-theme-toggle]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    assert f'data-theme="{other}"' in visitor.go("/sign-in").text()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_a_name_is_changed_and_an_empty_one_refused(visit, owners):
    visitor, page = (v := visit(Look("phone"), owners["en"])), v.page
    visitor.expect(422)
    visitor.go("/account")
    page.fill("#name", "Asha R")
    page.click("form[action='/account/name'] button")
    page.wait_for_load_state()
    assert page.locator("main .notice").count() == 1
    assert page.input_value("#name") == "Asha R"
    page.fill("#name", " ")
    page.click("form[action='/account/name'] button")
    page.wait_for_load_state()
    assert page.get_attribute("#name", "aria-invalid") == "true"
    visitor.check("account-name-wrong")


def test_settings_of_a_business_are_saved(visit, owners):
    visitor, page = (v := visit(Look("phone", language="bn"), owners["bn"])), v.page
    visitor.expect(422)
    visitor.go(owners["bn"].path + "/settings")
    digits = page.locator("[name=digits]:checked").get_attribute("value")
    page.check("[name=digits][value=latin]")
    page.click("main form .primary")
    page.wait_for_load_state()
    visitor.check("settings-saved")
    visitor.go(owners["bn"].path)
    assert "1,000" not in page.inner_text("main") or "১" not in page.inner_text(".stats")
    visitor.go(owners["bn"].path + "/settings")
    page.check(f"[name=digits][value={digits}]")
    page.fill("#name", "")
    page.click("main form .primary")
    page.wait_for_load_state()
    assert page.get_attribute("#name", "aria-invalid") == "true"
    visitor.check("settings-wrong")
    page.fill("#name", owners["bn"].name)
    page.click("main form .primary")
    page.wait_for_load_state()
