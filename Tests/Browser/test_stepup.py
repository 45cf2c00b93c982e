"""What is dangerous asks who is sitting there, and goes on from where it was."""
import pytest
import shops
from conftest import Look

LOOKS = [Look(device, language=language) for device in ("phone", "desktop") for language in ("en", "bn")]
LOOKS += [Look("phone", "dark", "bn"), Look("small", "light", "bn"), Look("desktop", "light", "en", javascript=False)]


@pytest.fixture(params=LOOKS, ids=str)
def fresh(request, visit, owners):
    """The owner, signed in a moment ago: nothing has been proved in this session."""
    visitor = visit(request.param)
    visitor.own = owners[request.param.language]
    shops.sign_in(visitor.page, visitor.own)
    visitor.page.wait_for_url(f"**{visitor.own.path}")
    visitor.expect(403, 422)
    return visitor


def test_the_export_of_customers_asks_and_goes_on(fresh):
    page = fresh.page
    fresh.go(fresh.own.path + "/customers")
    if fresh.look.javascript:
        page.click("[popovertarget=export]")
        page.click("#export button >> nth=0")
    else:
        page.locator("tbody .pick input").first.check()
        page.click(".bulk button >> nth=0")
    page.wait_for_selector(shops.PROOF)
    fresh.check("confirm")
    assert fresh.own.name in page.inner_text("main")
    shops.prove(fresh, "not the password at all")
    page.wait_for_selector(f"{shops.PROOF}[aria-invalid=true]")
    fresh.check("confirm-wrong")
    with page.expect_download() as download:
        shops.prove(fresh)
    assert download.value.path().read_text("utf-8-sig").startswith("name,")
    # The page stays, and leads back to the list.
    page.click("main form a.btn")
    page.wait_for_url("**/customers*")


def test_a_change_of_the_time_zone_keeps_its_form(fresh):
    page = fresh.page
    fresh.go(fresh.own.path + "/settings")
    before, name = page.input_value("#zone"), page.input_value("#name")
    page.select_option("#zone", "Asia/Kathmandu" if before != "Asia/Kathmandu" else "Asia/Tokyo")
    page.fill("#name", name + " & Co")
    page.click("main form .primary")
    page.wait_for_selector(shops.PROOF)
    assert "Asia/" in page.inner_text("main")
    fresh.check("confirm-zone")
    shops.prove(fresh)
    page.wait_for_selector("#zone")
    assert page.input_value("#name") == name + " & Co"
    assert page.input_value("#zone") != before
    page.select_option("#zone", before)
    page.fill("#name", name)
    page.click("main form .primary")
    shops.prove(fresh)
    page.wait_for_selector("#zone")
    assert page.input_value("#zone") == before


def test_how_to_reach_a_customer_is_shown_after_a_proof(fresh, haat):
    page, path = fresh.page, fresh.own.path
    file = haat.folder / "people.csv"
    file.write_text("Customer ID,Name,Email,Phone,Address,City\n90001,Rahima Begum,rahima@example.com,01712345678,12 Lake Road,Dhaka\n")
    file.chmod(0o644)
    haat.run("import", "customers", file, "--tenant", fresh.own.slug)
    fresh.go(path + "/customers?q=Rahima&cols=name,email,phone")
    assert "rahima@example.com" not in page.content()
    page.locator("td.lead a").first.click()
    page.wait_for_selector("main form[action*='/customers/']")
    assert "rahima@example.com" not in page.content() and "Lake Road" not in page.content()
    fresh.check("customer-masked")
    page.click("main form[action*='/customers/'] button")
    shops.prove(fresh)
    page.wait_for_selector("main a[href^=mailto]")
    assert "rahima@example.com" in page.inner_text("main") and "Lake Road" in page.inner_text("main")
    fresh.check("customer-shown")
