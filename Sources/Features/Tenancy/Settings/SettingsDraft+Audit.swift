import Audit
import Basics
import Localization

extension SettingsDraft {
  /// The fields that become others; nil where none does.
  func change(of tenant: Tenant) -> AuditEntry? {
    let fields: [(name: String, before: String, after: String)] = [
      ("name", tenant.name, name), ("language", tenant.language.rawValue, language.rawValue),
      ("digits", tenant.digits.rawValue, digits.rawValue),
      ("week_start", "\(tenant.weekStart.rawValue)", "\(weekStart.rawValue)"),
      ("zone", tenant.zone.identifier, zone.identifier),
    ].filter { $0.1 != $0.2 }
    guard !fields.isEmpty else { return nil }
    return AuditEntry(
      "settings.change", .init("business", tenant.id.description, name),
      before: Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.before) }),
      after: Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.after) }))
  }
}

extension AuditedAction {
  static let changeSettings = AuditedAction(
    "settings.change", "Settings changed",
    fields: [
      AuditedField("name", "Name of the business"),
      AuditedField("language", "Language of the shop") {
        Message(verbatim: Language(rawValue: $0)?.name ?? $0)
      },
      AuditedField("digits", "Digits in Bengali") {
        Message(verbatim: $0 == Digits.bengali.rawValue ? "১ ২ ৩" : "1 2 3")
      },
      AuditedField("week_start", "First day of the week", words: weekday),
      AuditedField("zone", "Time zone"),
    ]
  ) { "\($0.actor) changed the settings of the business" }

  @Sendable private static func weekday(_ number: String) -> Message {
    switch Int(number).flatMap(Weekday.init) {
    case .sunday: "Sunday"
    case .monday: "Monday"
    case .tuesday: "Tuesday"
    case .wednesday: "Wednesday"
    case .thursday: "Thursday"
    case .friday: "Friday"
    case .saturday: "Saturday"
    case nil: Message(verbatim: number)
    }
  }
}
