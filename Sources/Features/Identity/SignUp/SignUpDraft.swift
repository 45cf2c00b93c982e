import Basics
import Tenancy
import Web

/// A business and the account of its first owner, as a visitor describes them.
struct SignUpDraft: FormDraft {
  /// These two are nil only when the form has problems.
  let tenant: Tenant?
  let email: EmailAddress?
  let password: String

  init(_ form: inout FormReader) {
    tenant = TenantDraft(&form).tenant
    let typed = form.raw("email")
    email = EmailAddress(typed)
    if email == nil { form.refuse("email", SignInDraft.problem(withEmail: typed)) }
    password = PasswordRule.normalized(form.raw("password"))
    let words =
      [form.raw("business").normalizedLine, form.raw("slug")]
      + (email?.text ?? "").split { "@.+-_".contains($0) }.map(String.init)
    if let problem = PasswordRule.problem(with: password, words: words) { form.refuse("password", problem) }
  }
}
