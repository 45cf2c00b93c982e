import Basics
import Localization
import Web

/// A new business as somebody describes it in the fields `business`, `slug`, `language`, `currency` and `zone`.
package struct TenantDraft: FormDraft {
  /// Nil only when the form has problems.
  package let tenant: Tenant?

  package init(_ form: inout FormReader) {
    let name = form.line("business", upTo: Tenant.longestName, missing: "Give the business a name.")
    let slug = TenantDraft.slug(&form, name: name)
    let language = form.choice("language", as: Language.self)
    let currency = form.value("currency", or: "Choose a currency from the list.") { Currency($0) }
    let zone = form.value("zone", or: "Choose a time zone from the list.") { TimeZoneRules(listed: $0) }
    tenant =
      if let slug, let language, let currency, let zone {
        Tenant(slug: slug, name: name, language: language, currency: currency, zone: zone)
      } else { nil }
  }

  /// The address that was typed, in whatever case; without one, it is made of the name.
  package static func slug(typed: String, name: String) -> Slug? {
    let text = typed.normalizedLine.lowercased()
    return text.isEmpty ? Slug(suggestedBy: name) : Slug(text)
  }

  private static func slug(_ form: inout FormReader, name: String) -> Slug? {
    let typed = form.raw("slug").normalizedLine.lowercased()
    guard let slug = slug(typed: typed, name: name) else {
      if !typed.isEmpty || !name.isEmpty { form.refuse("slug", problem(with: typed)) }
      return nil
    }
    // No name of a host ends with a hyphen, and two in a row are the sign of an encoded one (xn--).
    if slug.text.hasSuffix("-") || slug.text.contains("--") {
      form.refuse("slug", "Put hyphens between letters or digits only, one at a time.")
    }
    return slug
  }

  private static func problem(with typed: String) -> Message {
    if Slug.reserved.contains(typed) { return "Haat keeps this address for itself. Choose another one." }
    if typed.isEmpty { return "Choose an address of Latin letters, such as rahim-store." }
    return "Use 3 to 40 Latin letters, digits and hyphens, a letter first."
  }
}

extension TimeZoneRules {
  /// A zone that people live in, by its name; not one of the machine's other files.
  init?(listed name: String) {
    guard TimeZoneRules.identifiers.contains(name) || TimeZoneRules.aliases.contains(name) else { return nil }
    self.init(name)
  }

  /// Old names that browsers still give for places of today.
  private static let aliases: Set<String> = [
    "Asia/Calcutta", "Asia/Katmandu", "Asia/Rangoon", "Asia/Saigon", "UTC",
  ]
}
