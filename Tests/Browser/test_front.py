"""What somebody sees who comes for the first time."""
from conftest import Look


def test_the_front_page_says_what_this_is_and_leads_to_signing_up(visitor):
    visitor.go("/")
    assert visitor.page.locator("h1").count() == 1
    visitor.check("front")
    visitor.page.locator("a[href^='/sign-up']").first.click()
    visitor.page.wait_for_url("**/sign-up*")
    visitor.check("sign-up")


def test_a_page_that_is_not_there_says_so_in_the_language_of_the_visitor(visit):
    for language in ("en", "bn"):
        visitor = visit(Look("phone", language=language))
        visitor.expect(404)
        assert visitor.go("/no/such/page").status == 404
        visitor.check("not-found")
