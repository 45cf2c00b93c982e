"""What a page costs over the wire, at a first visit."""
import pytest
from conftest import Look

LIMIT = 60 * 1024
PAGES = ["/", "/sign-up", "/sign-in", "/account", "/account/sessions", "/reset", "{shop}", "{shop}?period=year", "{shop}/orders", "{shop}/orders/first", "{shop}/settings"]


def load(visitor, path):
    """Goes there with an empty cache: each answer's kind, status and bytes as they came over the wire."""
    network = visitor.context.new_cdp_session(visitor.page)
    answers, sizes = {}, {}
    network.on("Network.responseReceived", lambda e: answers.update({e["requestId"]: (e["type"], e["response"]["status"], e["response"]["url"])}))
    network.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    visitor.page.goto(path, wait_until="networkidle")
    network.detach()
    return [(*answers[id], sizes[id]) for id in sizes if id in answers]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light_and_all_that_it_asks_for_is_there(visit, owners, path):
    visitor, shop = visit(Look(), owners["bn"] if "{shop}" in path or path.startswith("/account") else None), owners["bn"]
    path = path.format(shop=shop.path)
    if path.endswith("/first"):
        visitor.go(shop.path + "/orders")
        path = visitor.page.get_attribute("td.lead a", "href")
    loaded = load(visitor, path)
    assert {status for _, status, *_ in loaded} == {200}
    kinds = [kind for kind, *_ in loaded]
    assert kinds.count("Document") == 1 and kinds.count("Stylesheet") == 4 and 1 <= kinds.count("Script") <= 2
    weight = sum(size for kind, _, _, size in loaded if kind != "Image")
    print(f"{path}: {weight} bytes in {len(loaded)} answers")
    assert weight <= LIMIT, "\n".join(f"{size} {url}" for *_, url, size in loaded)


def test_a_second_page_asks_for_nothing_but_itself(visit, owners):
    visitor, shop = visit(Look(), owners["bn"]), owners["bn"]

    def asked_for(path):
        visitor.page.goto(shop.path + path, wait_until="networkidle")
        sizes = visitor.page.evaluate("performance.getEntriesByType('resource').map(e => [e.name, e.transferSize])")
        assert len(sizes) >= 6
        return [name for name, size in sizes if size > 0]

    asked_for("")
    # The first list brings the script of lists, and no other page ever again.
    assert ["/js/lists." in name for name in asked_for("/orders")] == [True]
    assert asked_for("/customers") == []
