// A file of addresses is read here, into the field where they can be looked at before they are sent.
for (const input of document.querySelectorAll("[data-fills]")) {
  input.addEventListener("change", async () => {
    const field = document.getElementById(input.dataset.fills)
    const text = await input.files[0]?.text()
    if (text) field.value = [field.value.trim(), text.trim()].filter(Boolean).join("\n")
    field.focus()
  })
}
// The permissions of a role are searched as one types: a group without a match goes with its title.
for (const input of document.querySelectorAll("[data-searches]")) {
  const place = input.closest("[data-searched]")
  const plain = text => text.normalize("NFKC").toLowerCase()
  input.addEventListener("input", () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean)
    let found = 0
    for (const group of place.querySelectorAll("[data-search-group]")) {
      const title = plain(group.firstElementChild.textContent)
      const rows = [...group.querySelectorAll("[data-search-row]")]
      for (const row of rows) row.hidden = !words.every(word => (title + plain(row.textContent)).includes(word))
      group.hidden = rows.every(row => row.hidden)
      found += rows.filter(row => !row.hidden).length
    }
    place.querySelector("[data-search-empty]").hidden = found > 0
  })
  input.addEventListener("keydown", event => {
    // It may stand in the form of a role, which nobody means to send by it.
    if (event.key === "Enter") event.preventDefault()
    if (event.key !== "Escape" || !input.value) return
    input.value = ""
    input.dispatchEvent(new Event("input"))
  })
}
