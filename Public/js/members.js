// A file of addresses is read here, into the field where they can be looked at before they are sent.
for (const input of document.querySelectorAll("[data-fills]")) {
  input.addEventListener("change", async () => {
    const field = document.getElementById(input.dataset.fills)
    const text = await input.files[0]?.text()
    if (text) field.value = [field.value.trim(), text.trim()].filter(Boolean).join("\n")
    field.focus()
  })
}
