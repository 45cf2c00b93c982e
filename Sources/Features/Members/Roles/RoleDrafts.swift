import Basics
import Identity
import Web

/// A role that is to be made.
struct NewRoleDraft: FormDraft {
  let name: String
  /// Whose permissions it begins with, by `Role.reference`; empty for none.
  let model: String

  init(_ form: inout FormReader) {
    name = form.roleName()
    model = form.raw("model")
  }
}

/// A role as it is to be.
struct RoleDraft: FormDraft {
  let name: String
  let permissions: Set<String>

  init(_ form: inout FormReader) {
    name = form.roleName()
    permissions = Set(form.all("permission"))
  }
}

extension FormReader {
  /// A ready role's name would have two roles look like one.
  fileprivate mutating func roleName() -> String {
    let name = line("name", upTo: 60, missing: "Give the role a name.")
    if ReadyRole.allCases.contains(where: { $0.rawValue == name.lowercased() }) {
      refuse("name", "A ready role is called that. Choose another name.")
    }
    return name
  }
}
