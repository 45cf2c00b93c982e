import Basics
import Looks
import Web

/// The form of a view, shown again with what is wrong with it.
struct SavedViewPage: Sendable {
  let shell: Shell
  let form: FormState
  /// Takes the form.
  let action: String
  /// The list, as it is searched.
  let listPath: String
}
