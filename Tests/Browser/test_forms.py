"""Forms that are refused, and people who may not."""
import uuid

import shops
from conftest import Look


def fill_sign_up(page, **values):
    page.goto("/sign-up")
    for name, value in values.items():
        page.fill(f"#{name}", value)
    page.click("main form .primary")
    page.wait_for_load_state()


def wrong(page):
    """The fields that are marked as wrong, each with what it says."""
    return {f.get_attribute("id"): page.inner_text(f"#{f.get_attribute('id')}-error") for f in page.locator("[aria-invalid=true]").all()}


def test_an_address_that_is_taken_is_said_with_free_ones(visit, owners):
    visitor = visit()
    visitor.expect(422)
    fill_sign_up(visitor.page, business="Second", slug="lantern-loom", email=f"{uuid.uuid4().hex}@example.com", password=shops.PASSWORD)
    assert list(wrong(visitor.page)) == ["slug"]
    assert "lantern-loom-" in wrong(visitor.page)["slug"]
    visitor.check("slug-taken")


def test_a_password_that_everybody_guesses_is_refused(visit):
    visitor = visit()
    visitor.expect(422)
    fill_sign_up(visitor.page, business="Third", slug="third", email="third@example.com", password="passwordpassword")
    assert list(wrong(visitor.page)) == ["password"]


def test_somebody_who_must_sign_in_first_comes_to_the_page_they_asked_for(visit, owners):
    visitor, shop = visit(), owners["en"]
    visitor.go(f"{shop.path}/orders?q=17000&sort=total")
    assert "/sign-in?next=" in visitor.page.url
    shops.sign_in(visitor.page, shop, visitor.page.url)
    visitor.page.wait_for_url("**/orders?q=17000&sort=total")


def test_who_signs_out_sees_nothing_of_the_shop_any_more(visit, owners):
    visitor, shop = visit(), owners["en"]
    shops.sign_in(visitor.page, shop)
    visitor.page.wait_for_url(f"**{shop.path}")
    visitor.page.click("[popovertarget=me]")
    visitor.page.click("form[action='/sign-out'] button")
    visitor.page.wait_for_load_state()
    visitor.check("signed-out")
    visitor.go(shop.path)
    assert "/sign-in" in visitor.page.url


def test_a_form_whose_token_is_of_another_time_changes_nothing_and_says_so(visit, owners):
    visitor, page = (v := visit(Look(), owners["en"])), v.page
    visitor.expect(403)
    visitor.go("/account")
    page.fill("#name", "Somebody else")
    page.eval_on_selector("form[action='/account/name'] [name=csrf]", "field => field.value = 'of-another-time'")
    with page.expect_response("**/account/name") as answer:
        page.click("form[action='/account/name'] button")
    assert answer.value.status == 403
    page.wait_for_load_state()
    visitor.check("expired")
    visitor.go("/account")
    assert page.input_value("#name") != "Somebody else"


def test_an_agent_sees_the_orders_and_not_the_settings(visit, owners, haat):
    shop, name = owners["bn"], f"agent-{uuid.uuid4().hex[:8]}"
    agent = visit(Look("phone", language="bn"))
    agent.expect(403)
    own = shops.Shop("Agency", name, f"{name}@example.com", "bn")
    shops.sign_up(agent.page, own)
    haat.run("psql", said_to_it=f"""
      insert into memberships (tenant_id, person_id, role, created_at)
      select t.id, e.person_id, 'agent', now() from tenants t, sign_in_emails e where t.slug = '{shop.slug}' and e.email = '{own.email}';
      """)
    assert agent.go(f"{shop.path}/orders").status == 200
    assert agent.page.locator("nav.sidebar a[href$='/settings']").count() == 0
    agent.page.click("[popovertarget=tenants]")
    agent.check("businesses")
    assert agent.go(f"{shop.path}/settings").status == 403
    agent.check("forbidden")
    agent.go("/account")
    agent.check("account-of-two")
