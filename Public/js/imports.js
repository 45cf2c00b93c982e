// Bringing files, looking at them, and watching them being read. Every page works without this: forms are sent,
// and a page that waits loads itself anew.

const main = () => document.querySelector("main")

/** A page that came by fetch: its main part takes the place of ours, and the focus stays where it was. */
function show(html, address) {
  const page = new DOMParser().parseFromString(html, "text/html")
  const fresh = page.querySelector("main")
  if (!fresh) return location.assign(address)
  const focused = document.activeElement?.id
  // What works already stays as it is: only its surroundings are new.
  main().replaceWith(document.adoptNode(fresh))
  document.title = page.title
  if (focused) document.getElementById(focused)?.focus({preventScroll: true})
  begin()
}

// Sending a file

function prepareUpload(form) {
  const input = form.querySelector("[type=file]")
  const area = form.querySelector(".drop")
  const sending = form.querySelector("[data-sending]")
  const bar = sending.querySelector("progress")
  const said = sending.querySelector("[data-said]")
  const button = form.querySelector(".primary")
  const cancel = form.querySelector("[data-cancel]")
  const problem = form.querySelector("[data-problem]")
  const words = name => form.querySelector(`[data-words=${name}]`).content.textContent
  const numbers = new Intl.NumberFormat(document.documentElement.lang, {style: "percent"})
  let request

  function refuse(text) {
    problem.querySelector("span").textContent = text
    problem.hidden = !text
  }

  function rest() {
    request = undefined
    sending.hidden = cancel.hidden = true
    button.disabled = false
  }

  /** The server answers with a page: that of the file, or this one with what is wrong. */
  function answered() {
    const page = new DOMParser().parseFromString(request.responseText, "text/html")
    const wrong = page.querySelector("main form .notice.bad:not([hidden]) span")
    if (request.status < 400 && request.responseURL) return location.assign(request.responseURL)
    rest()
    refuse(wrong?.textContent ?? page.querySelector("h1")?.textContent ?? words("broken"))
  }

  function send() {
    const file = input.files[0]
    if (!file || request) return
    refuse("")
    if (file.size === 0) return refuse(words("empty"))
    if (file.size > Number(form.dataset.upload)) return refuse(words("too-large"))
    request = new XMLHttpRequest()
    request.open("POST", form.action)
    let told = -1
    request.upload.addEventListener("progress", ({loaded, total}) => {
      bar.value = 100 * loaded / total
      // Said aloud now and then only.
      const tenth = Math.floor(10 * loaded / total)
      if (tenth !== told) said.textContent = numbers.format(tenth / 10)
      told = tenth
    })
    request.upload.addEventListener("load", () => {
      bar.removeAttribute("value")
      said.textContent = words("checking")
    })
    request.addEventListener("load", answered)
    request.addEventListener("error", () => { rest(); refuse(words("broken")) })
    request.addEventListener("abort", rest)
    sending.hidden = cancel.hidden = false
    button.disabled = true
    bar.value = 0
    request.send(new FormData(form))
  }

  form.addEventListener("submit", event => { event.preventDefault(); send() })
  cancel.addEventListener("click", () => request?.abort())
  input.addEventListener("change", () => refuse(""))
  for (const name of ["dragenter", "dragover"]) form.addEventListener(name, event => {
    event.preventDefault()
    area.classList.add("over")
  })
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, event => {
    if (name === "dragleave" && form.contains(event.relatedTarget)) return
    event.preventDefault()
    area.classList.remove("over")
  })
  form.addEventListener("drop", ({dataTransfer}) => {
    if (!dataTransfer.files.length) return
    input.files = dataTransfer.files
    send()
  })
}

// A form whose page follows every change

function follow(form) {
  let waiting
  form.addEventListener("change", async () => {
    waiting?.abort()
    waiting = new AbortController()
    form.setAttribute("aria-busy", "true")
    try {
      const body = new URLSearchParams(new FormData(form))
      const answer = await fetch(form.action, {method: "POST", body, signal: waiting.signal})
      const html = await answer.text()
      // A page that is no longer this one: signed out, removed by somebody else.
      if (new URL(answer.url).pathname.startsWith("/sign-in")) return location.assign(answer.url)
      show(html, answer.url)
    } catch (error) {
      if (error.name !== "AbortError") form.requestSubmit()
    }
  })
}

// Live progress: one stream while somebody looks. A browser has six connections for all tabs, so hidden ones let go.

let stream

function watch() {
  const live = document.querySelector("[data-live]")
  stream?.close()
  stream = undefined
  if (!live || document.hidden) return
  const said = main().querySelector("[data-said]")
  let told = ""
  stream = new EventSource(live.dataset.live)
  stream.addEventListener("progress", ({data}) => {
    live.innerHTML = data
    const percent = Math.floor((live.querySelector("progress")?.value ?? 0) / 10)
    if (percent !== told && said) said.textContent = live.firstElementChild?.textContent ?? ""
    told = percent
  })
  stream.addEventListener("over", async () => {
    stream.close()
    const answer = await fetch(location.href)
    show(await answer.text(), answer.url)
  })
}

document.addEventListener("visibilitychange", watch)
addEventListener("pagehide", () => stream?.close())

function begin() {
  for (const element of main().querySelectorAll("[data-needs-script]")) element.hidden = false
  for (const element of main().querySelectorAll("[data-without-script]")) element.hidden = true
  for (const form of main().querySelectorAll("form[data-upload]")) prepareUpload(form)
  for (const form of main().querySelectorAll("form[data-follows]")) follow(form)
  watch()
}

begin()
