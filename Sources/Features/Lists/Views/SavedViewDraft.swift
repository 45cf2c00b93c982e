import Basics
import Web

/// What somebody says of a view when they save it.
struct SavedViewDraft: FormDraft {
  let list: ListName
  let name: String
  let query: String
  let isShared: Bool

  init(_ form: inout FormReader) {
    list = form.choice("list", as: ListName.self) ?? .orders
    name = form.line("name", upTo: 60, missing: "Give the view a name.")
    query = form.raw("query")
    isShared = form.isChecked("shared")
    if query.utf8.count > 2000 || !query.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
      form.refuse("name", "This search is too long to be saved.")
    }
  }
}
