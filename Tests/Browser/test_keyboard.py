"""Without a mouse."""
import pytest
from conftest import Look

# A browser marks the calendar button inside a date field by itself.
FOCUS = """() => {
  const here = document.activeElement, style = getComputedStyle(here), box = here.getBoundingClientRect()
  const seen = [here, here.closest(".choice, .segmented, .switch")].filter(Boolean).map(e => getComputedStyle(e))
  return {
    what: here === document.body ? null : here.outerHTML.slice(0, 120),
    isMarked: here.type === "date" && !here.matches(":focus-visible") || seen.some(s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2),
    isOnScreen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  }
}"""
PAGES = ["/", "/sign-up", "/sign-in"]
OWN_PAGES = ["", "/orders", "/customers", "/products", "/search?q=hear", "/orders/imports", "/settings"]


def walk_through(page, most=150):
    """Presses Tab from the top of the page until the focus has left it; what had the focus."""
    seen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["what"] is None or (seen and focus["what"] == seen[0]["what"]):
            break
        seen.append(focus)
    return seen


def check_focus(page, path):
    stops = walk_through(page)
    unseen = [stop for stop in stops if not stop["isMarked"] or not stop["isOnScreen"]]
    assert len(stops) >= 4, f"{path}: only {stops}"
    assert not unseen, f"{path}: the focus is not to be seen on {unseen[:3]}"
    assert "skip" in stops[0]["what"]


@pytest.mark.parametrize("path", PAGES)
def test_the_focus_is_seen_on_every_stop(visit, path):
    visitor = visit()
    visitor.go(path)
    check_focus(visitor.page, path)


@pytest.mark.parametrize("path", [*OWN_PAGES, "account"])
def test_the_focus_is_seen_on_every_stop_of_an_owner(visit, owners, path):
    visitor, shop = visit(Look(scheme="dark"), owners["en"]), owners["en"]
    visitor.go("/account" if path == "account" else shop.path + path)
    check_focus(visitor.page, path)


def test_the_skip_link_leads_past_the_navigation(visit, owners):
    visitor, page = (v := visit(Look(), owners["en"])), v.page
    visitor.go(owners["en"].path + "/orders")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#main'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_slash_goes_to_search_and_enter_searches(visit, owners):
    visitor, page = (v := visit(Look(), owners["en"])), v.page
    visitor.go(owners["en"].path)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.type("536365/")
    assert page.evaluate("document.activeElement.value") == "536365/"
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=536365")
    assert page.locator("main .rows a").all_inner_texts() == ["536365"]


def test_a_list_is_walked_ticked_and_opened_by_keys(visit, owners):
    visitor, page = (v := visit(Look(), owners["en"])), v.page
    visitor.go(owners["en"].path + "/orders")
    numbers = page.locator("td.lead a").all_inner_texts()
    for key in "jjjk":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.textContent") == numbers[1]
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator(".bulk").is_visible()
    assert page.locator("[data-count]").inner_text() == "2"
    page.keyboard.press("x")
    assert page.locator("[data-count]").inner_text() == "1"
    page.keyboard.press("Enter")
    page.wait_for_url("**/orders/*-*")
    assert numbers[2] in page.inner_text("h1")
    page.click("a[rel=next]")
    page.wait_for_function(f"document.querySelector('h1').textContent.includes('{numbers[3]}')")


def test_menus_open_and_close_by_keyboard(visit, owners):
    visitor, page = (v := visit(Look(), owners["en"])), v.page
    visitor.go(owners["en"].path)
    page.focus("[popovertarget=me]")
    page.keyboard.press("Enter")
    assert page.is_visible("#me")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#me') !== null")
    page.keyboard.press("Escape")
    assert page.is_hidden("#me")
    assert page.evaluate("document.activeElement.getAttribute('popovertarget')") == "me"
