"""Second factors in a browser: passkeys with Chromium's virtual authenticator, and an authenticator app that this file is."""
import base64
import hashlib
import hmac
import struct
import time

import pytest
from conftest import Look

# People of the sample shops, each in a language.
PASSWORD = "the ferry leaves at dawn"
PEOPLE = {"en": "imogen@example.com", "bn": "tanvir@example.com"}
LOOKS = [Look("desktop"), Look("phone", language="bn"), Look("phone", "dark"), Look("desktop", "dark", "bn")]
PAGE = "/account/second-factor"


@pytest.fixture(scope="module")
def seeded(haat):
    haat.run("seed")


@pytest.fixture(params=LOOKS, ids=str)
def person(request, visit, seeded):
    """Somebody who has signed in, without a second factor; afterwards they have none again."""
    visitor = visit(request.param)
    visitor.email = PEOPLE[request.param.language]
    visitor.expect(403)
    enable(visitor)
    sign_in(visitor)
    visitor.page.wait_for_url("**/t/**")
    yield visitor
    clear(visitor)


def enable(visitor, **options):
    """A device that asks for a finger and gets it."""
    visitor.cdp = visitor.context.new_cdp_session(visitor.page)
    visitor.cdp.send("WebAuthn.enable")
    return add_device(visitor, **options)


def add_device(visitor, **options):
    usual = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
             "isUserVerified": True, "automaticPresenceSimulation": True}
    return visitor.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": usual | options})["authenticatorId"]


def sign_in(visitor):
    visitor.go("/sign-in")
    # The autofill list of the virtual device picks at once: without its presence the form is typed.
    visitor.page.fill("#email", visitor.email)
    visitor.page.fill("#password", PASSWORD)
    visitor.page.click("form[action='/sign-in'] .primary")
    visitor.page.wait_for_load_state()


def prove(visitor):
    """Answers the page that asks who is sitting there, by the passkey where there is one."""
    page = visitor.page
    page.wait_for_load_state()
    if page.locator("[data-passkey-use]").count() and page.locator("input[name=step-up-passkey]").count():
        page.click("[data-passkey-use]")
        page.wait_for_function("!document.querySelector('input[name=step-up-ticket]')")
    elif page.locator("input[name=step-up-password]").count():
        page.fill("input[name=step-up-password]", PASSWORD)
        page.click("form:has(input[name=step-up-password]) .primary")
        page.wait_for_load_state()


def press(visitor, selector):
    visitor.page.click(selector)
    prove(visitor)


def add_passkey(visitor, name="Telephone"):
    page = visitor.page
    visitor.go(PAGE)
    press(visitor, f"form[action='{PAGE}/passkeys/start'] button")
    page.wait_for_url("**/passkeys/new")
    page.fill("#name", name)
    page.click("[data-passkey-make]")
    page.wait_for_url(lambda url: not url.endswith("/new"))


def add_app(visitor):
    page = visitor.page
    visitor.go(PAGE)
    press(visitor, f"form[action='{PAGE}/app/start'] button")
    page.wait_for_url("**/second-factor/app")
    secret = page.inner_text("main code")
    visitor.check("app")
    page.fill("#code", code(secret, -1))
    press(visitor, f"form[action='{PAGE}/app'] .primary")
    return secret


def code(secret, later=0):
    """RFC 6238, apart from ours."""
    key = base64.b32decode(secret.replace(" ", ""))
    mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + later), hashlib.sha1).digest()
    return f"{(struct.unpack('>I', mac[mac[19] & 15:][:4])[0] & 0x7FFFFFFF) % 10**6:06}"


def clear(visitor):
    visitor.server.run("psql", said_to_it="delete from passkeys; delete from totp_secrets; delete from recovery_codes;"
                                          "delete from trusted_devices; delete from factor_tries;")


def sign_out(visitor):
    visitor.context.clear_cookies(name="__Host-haat")


def test_a_passkey_is_added_and_signs_in_alone(person):
    page = person.page
    person.go(PAGE)
    person.check("second-factor-none")
    add_passkey(person)
    codes = page.locator("main code").all_inner_texts()
    assert len(set(codes)) == 10
    person.check("recovery-codes")
    with page.expect_download() as download:
        page.click(f"form[action='{PAGE}/recovery-codes/file'] button")
    assert all(word in download.value.path().read_text() for word in codes)
    person.go(PAGE)
    person.check("second-factor-passkey")
    sign_out(person)
    # The browser offers it where the address is typed, and the device says yes.
    person.go("/sign-in")
    if "/sign-in" in page.url and page.locator("[data-passkey-ask]").count():
        try:
            page.click("[data-passkey-ask]", timeout=3000)
        except Exception:
            assert "/sign-in" not in page.url
    page.wait_for_url("**/t/**")


def swap(visitor, old, credential=None):
    """Another device in the place of the one before, which may hold a key of it."""
    visitor.cdp.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": old})
    new = add_device(visitor)
    if credential:
        visitor.cdp.send("WebAuthn.addCredential", {"authenticatorId": new, "credential": credential})
    return new


def test_several_keys_are_kept_and_a_removed_one_opens_nothing(visit, seeded):
    person = visit()
    person.email = PEOPLE["en"]
    person.expect(403, 422)
    device, page = enable(person), person.page
    sign_in(person)
    page.wait_for_url("**/t/**")
    add_passkey(person, "First")
    first = person.cdp.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"][0]
    person.go(PAGE)
    press(person, f"form[action='{PAGE}/passkeys/start'] button")
    page.wait_for_url("**/passkeys/new")
    device = swap(person, device)
    page.fill("#name", "Second")
    page.click("[data-passkey-make]")
    page.wait_for_url(f"**{PAGE}")
    assert [page.locator("input[name=name]").nth(n).input_value() for n in range(2)] == ["First", "Second"]
    press(person, "form[action*='/passkeys/'][action$='/removal'] button >> nth=0")
    page.wait_for_url(f"**{PAGE}")
    assert page.locator("input[name=name]").count() == 1
    swap(person, device, first)
    person.context.clear_cookies()
    person.go("/sign-in")
    page.wait_for_selector(".notice.bad:not([hidden])")
    assert page.url.endswith("/sign-in/passkey")
    clear(person)


def test_an_app_is_set_up_and_its_code_signs_in(person):
    page = person.page
    person.cdp.send("WebAuthn.disable")
    secret = add_app(person)
    assert page.locator("main code").count() == 10
    spare = page.locator("main code").first.inner_text()
    sign_out(person)
    person.expect(422)
    sign_in(person)
    assert page.url.endswith("/sign-in/second")
    person.check("second-step-app")
    page.fill("#code", "12")
    page.click("form:has(#code) .primary")
    page.wait_for_load_state()
    assert page.get_attribute("#code", "aria-invalid") == "true"
    person.check("second-step-wrong")
    page.fill("#code", code(secret))
    page.check("form:has(#code) [name=trust]")
    page.click("form:has(#code) .primary")
    page.wait_for_url("**/t/**")
    sign_out(person)
    sign_in(person)
    page.wait_for_url("**/t/**")
    person.go(PAGE)
    person.check("second-factor-app")
    page.click("form[action*='/devices/'] button")
    page.wait_for_load_state()
    sign_out(person)
    sign_in(person)
    page.click("details summary")
    page.fill("#recovery", spare)
    page.click("form:has(#recovery) button")
    page.wait_for_url("**/t/**")


@pytest.mark.parametrize("device", [{"protocol": "u2f", "transport": "usb", "hasResidentKey": False, "hasUserVerification": False,
                                     "isUserVerified": False}])
def test_a_device_that_does_not_know_its_owner_makes_no_passkey(visit, seeded, device):
    visitor = visit()
    visitor.email = PEOPLE["en"]
    visitor.expect(403)
    enable(visitor, **device)
    sign_in(visitor)
    visitor.page.wait_for_url("**/t/**")
    visitor.go(PAGE)
    press(visitor, f"form[action='{PAGE}/passkeys/start'] button")
    visitor.page.wait_for_url("**/passkeys/new")
    visitor.page.click("[data-passkey-make]")
    visitor.page.wait_for_selector("[data-passkey-problem]:not([hidden])", timeout=30_000)
