import Basics
import Web

/// Whom somebody wants to ask, as what, with which words.
struct InvitationDraft: FormDraft {
  let addresses: [EmailAddress]
  /// By `Role.reference`.
  let role: String
  let message: String

  init(_ form: inout FormReader) {
    let list = AddressList(form.raw("emails"))
    addresses = list.addresses
    role = form.raw("role")
    message = form.raw("message").normalizedText
    if let first = list.broken.first {
      form.refuse("emails", "\(first) is not a whole e-mail address, such as name@example.com.")
    } else if addresses.isEmpty {
      form.refuse("emails", "Write at least one e-mail address.")
    } else if addresses.count > AddressList.longest {
      form.refuse("emails", "Invite at most \(AddressList.longest) people at once.")
    }
    if message.unicodeScalars.count > 1000 { form.refuse("message", "At most \(1000) characters fit here.") }
  }
}
