// Everything works without this file; it only makes some things quicker.

const root = document.documentElement

/** The server reads the cookie and writes `data-theme`, so a page never flashes in the other theme. */
function keepTheme(theme) {
  root.dataset.theme = theme
  const secure = location.protocol === "https:" ? "; Secure" : ""
  document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`
}

const isDark = () => root.dataset.theme
  ? root.dataset.theme === "dark"
  : matchMedia("(prefers-color-scheme: dark)").matches

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-theme-toggle]")) keepTheme(isDark() ? "light" : "dark")
  const opener = target.closest("[data-dialog]")
  if (opener) document.getElementById(opener.dataset.dialog)?.showModal()
  target.closest("[data-dismiss]")?.closest(".toast")?.remove()
})

// What only this file can do is hidden until it is here.
for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false

// Selection: count it, and let the head box choose all
document.addEventListener("change", ({ target }) => {
  const form = target.closest("form")
  if (target.matches("[data-submits]")) form?.requestSubmit()
  const picks = [...(form?.querySelectorAll("tbody .pick input") ?? [])]
  const all = form?.querySelector("[data-select-all]")
  if (!picks.length || !all) return
  if (target === all) picks.forEach(pick => pick.checked = all.checked)
  const count = picks.filter(pick => pick.checked).length
  all.checked = count === picks.length
  all.indeterminate = count > 0 && !all.checked
  const counter = form.querySelector("[data-count]")
  if (counter) counter.value = count
})

// "/" goes to search
document.addEventListener("keydown", event => {
  if (event.key !== "/" || event.target.matches("input, textarea, select")) return
  const search = document.querySelector("[type=search]")
  if (!search) return
  search.focus()
  event.preventDefault()
})
