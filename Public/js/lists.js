// Lists by keyboard: j and k go from row to row, x ticks, Enter opens what has the focus. Everything else is plain links and boxes.

const rows = () => [...document.querySelectorAll("[data-list] tbody tr")]
const linkOf = row => row?.querySelector(".lead a") ?? row?.querySelector(".pick input")

function move(step) {
  const all = rows()
  const here = all.findIndex(row => row.contains(document.activeElement))
  const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step]
  linkOf(next)?.focus()
  next?.scrollIntoView({ block: "nearest" })
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  x: () => document.activeElement.closest("tr")?.querySelector(".pick input")?.click(),
}

document.addEventListener("keydown", event => {
  // Enter on a box would press the form's first button, whatever that does.
  if (event.key === "Enter" && event.target.matches("[data-list] [type=checkbox]")) return event.preventDefault()
  const isTyping = event.target.matches("input:not([type=checkbox]), textarea, select") || event.target.closest("[popover]")
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return
  keys[event.key]()
  event.preventDefault()
})

// A page that the browser kept comes back with its ticks: count them again. So does a selection that is cleared.
const count = form => form.querySelector("tbody .pick input")?.dispatchEvent(new Event("change", { bubbles: true }))
for (const form of document.querySelectorAll("[data-list]")) {
  addEventListener("pageshow", () => count(form))
  form.addEventListener("reset", () => setTimeout(() => count(form)))
  // A file is saved and the page stays: nobody wants the ticks afterwards.
  form.addEventListener("submit", () => setTimeout(() => form.reset(), 500))
}
