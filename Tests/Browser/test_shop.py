"""A shop with sales, as its owner sees it, in every look."""
PAGES = {"dashboard": "", "dashboard-year": "?period=year", "figures": "/figures", "settings": "/settings", "audit": "/audit"}


def test_every_page_of_a_shop_reads_well(owner):
    for name, path in PAGES.items():
        assert owner.go(owner.shop.path + path).status == 200
        assert owner.page.locator("h1").count() == 1
        owner.check(name)


def test_folded_parts_read_well_too(owner):
    owner.go(owner.shop.path)
    for summary in owner.page.locator("main summary").all():
        summary.click()
    owner.check("dashboard-unfolded")
    owner.page.click("[popovertarget=me]")
    owner.check("menu")


def test_an_entry_of_the_audit_log_unfolds(owner):
    owner.go(owner.shop.path + "/audit")
    # One that a person has left, not a command or a job.
    entry = owner.page.locator("main li details:has(a[href*='person='])").first
    entry.locator("summary").click()
    assert entry.locator("dl.facts dt").count() >= 2
    owner.check("audit-unfolded")
    entry.locator("a[href*='person=']").click()
    owner.page.wait_for_url("**/audit?person=*")
    owner.check("audit-of-a-person")
    owner.go(owner.shop.path + "/audit?address=203.0.113.1")
    assert owner.page.locator("main .empty").count() == 1
    owner.check("audit-nothing-matches")


def test_the_account_page_reads_well(owner):
    owner.go("/account")
    assert owner.shop.name in owner.page.inner_text("main")
    owner.check("account")


def test_pages_that_are_refused_say_why(owner):
    owner.expect(404)
    assert owner.go(owner.shop.path + "/nothing").status == 404
    assert owner.page.locator(".sidebar a").count() >= 4
    owner.check("not-found-within")
    other = "nokshi-ghor" if owner.look.language == "en" else "lantern-loom"
    assert owner.go(f"/t/{other}/orders").status == 404
    owner.check("another-business")


def test_no_page_is_left_out(haat):
    """A new page must be added to the tests of this folder."""
    pages = {line.split()[1] for line in haat.run("routes").splitlines() if line.startswith("GET ")}
    kinds = ("orders", "products", "customers")
    imports = {f"/t/:slug/{kind}/imports{page}" for kind in kinds for page in ("", "/example.csv", "/:id", "/:id/progress")}
    assert pages == imports | {"/", "/sign-up", "/sign-up/confirm", "/sign-in", "/sign-in/second", "/reset", "/reset/sent", "/reset/:token", "/undo/sign-in/:token",
                     "/undo/address/:token", "/account", "/account/activity", "/account/stranger", "/account/sessions", "/account/address",
                     "/account/second-factor", "/account/second-factor/app", "/account/second-factor/passkeys/new", "/businesses", "/late-forms/:id", "/t/:slug", "/t/:slug/sample",
                     "/t/:slug/sample/progress", "/t/:slug/orders", "/t/:slug/orders/:id", "/t/:slug/customers", "/t/:slug/customers/:id",
                     "/t/:slug/products", "/t/:slug/products/:id", "/t/:slug/search", "/t/:slug/figures", "/t/:slug/settings",
                     "/t/:slug/members", "/t/:slug/members/:id", "/t/:slug/invitations", "/t/:slug/roles", "/t/:slug/roles/:id",
                     "/t/:slug/security", "/join/:slug/:token", "/t/:slug/audit", "/t/:slug/mails", "/outbox", "/outbox/:id", "/outbox/:id/html"}
