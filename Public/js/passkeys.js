// Passkeys: asks the browser for one and sends what it says in the page's own form. Everything else works without this.

const bytes = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), c => c.charCodeAt(0))
const text = buffer => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")
const keys = list => list.map(({ id, transports }) => ({ type: "public-key", id: bytes(id), transports: transports.length ? transports : undefined }))
const minutes = 60_000

let waiting

/** One question at a time: the browser refuses a second, so whatever waits in an autofill list gives way. */
function signal() {
  waiting?.abort()
  waiting = new AbortController()
  return waiting.signal
}

async function use(request, mediation) {
  const publicKey = { challenge: bytes(request.challenge), rpId: request.host, allowCredentials: keys(request.keys), userVerification: "required", timeout: 5 * minutes }
  const { rawId, response } = await navigator.credentials.get({ publicKey, mediation, signal: signal() })
  return {
    id: text(rawId), clientData: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData),
    signature: text(response.signature), userHandle: text(response.userHandle) ?? undefined,
  }
}

async function make(request) {
  const publicKey = {
    challenge: bytes(request.challenge), rp: { id: request.host, name: "Haat" },
    user: { id: bytes(request.person), name: request.name, displayName: request.title },
    pubKeyCredParams: request.algorithms.map(alg => ({ type: "public-key", alg })), excludeCredentials: keys(request.keys),
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" }, attestation: "none", timeout: 5 * minutes,
  }
  const { rawId, response } = await navigator.credentials.create({ publicKey, signal: signal() })
  return { id: text(rawId), clientData: text(response.clientDataJSON), attestation: text(response.attestationObject), transports: response.getTransports?.() ?? [] }
}

function send(form, answer) {
  form.querySelector("[data-passkey-answer]").value = JSON.stringify(answer)
  form.submit()
}

/** What the device says when somebody changes their mind is no news, but they have to see that nothing happened. */
async function attempt(form, ceremony) {
  const problem = form.querySelector("[data-passkey-problem]")
  if (problem) problem.hidden = true
  try {
    send(form, await ceremony())
  } catch (error) {
    if (error.name !== "AbortError" && problem) problem.hidden = false
  }
}

/** The sign-in page has no question of its own, so that nobody who only types a password costs one. */
async function ask(form, address) {
  const answer = await fetch(address, { method: "POST", body: new URLSearchParams({ csrf: form.elements.csrf.value }) })
  if (!answer.ok) throw new Error("no question")
  return answer.json()
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-passkey-use], [data-passkey-make], [data-passkey-ask]")
  if (!button) return
  const { passkeyUse, passkeyMake, passkeyAsk } = button.dataset
  const form = button.form
  if (passkeyMake && !form.reportValidity()) return
  attempt(form, async () => passkeyMake ? make(JSON.parse(passkeyMake)) : use(passkeyUse ? JSON.parse(passkeyUse) : await ask(form, passkeyAsk)))
})

/** Passkeys among what the browser offers to fill in. The question is asked anew before it is too old. */
async function offer(button) {
  if (!await PublicKeyCredential.isConditionalMediationAvailable?.()) return
  const again = setTimeout(() => offer(button), 4 * minutes)
  try {
    send(button.form, await use(await ask(button.form, button.dataset.passkeyAsk), "conditional"))
  } catch {
    // Another question took its place, or the person did not want one.
    if (waiting?.signal.aborted === false) clearTimeout(again)
  }
}

if (window.PublicKeyCredential) {
  for (const element of document.querySelectorAll("[data-needs-passkeys]")) element.hidden = false
  for (const element of document.querySelectorAll("[data-without-passkeys]")) element.hidden = true
  const button = document.querySelector("[data-passkey-ask]")
  if (button) offer(button)
}
