import Basics
import Database
import Localization
import Web

/// In whose list and when a condition holds.
package struct ListScope: Sendable {
  package let tenant: TenantID
  package let today: LocalDate
  package let zone: TimeZoneRules
  package let currency: Currency
  /// Whether who asks may know how customers are reached: then also by what they are found.
  package let seesContacts: Bool
  /// Keys of other rows that a search speaks of, by parameter: what `ListKind.keys` has found.
  package internal(set) var keys: [String: [RecordID<ListFilter>]] = [:]

  /// What `ListKind.prints` has made.
  package internal(set) var prints: [String: [UInt8]] = [:]

  package init(_ request: Request) {
    let locale = request.tenant.locale
    self.init(
      tenant: request.tenant.id, today: locale.zone.date(of: request.now), zone: locale.zone,
      currency: locale.currency, seesContacts: request.can(ListScope.contacts))
  }

  /// The name of the permission that `seesContacts` stands for; Customers declares it.
  package static let contacts = "customers.contact"

  package init(
    tenant: TenantID, today: LocalDate, zone: TimeZoneRules, currency: Currency, seesContacts: Bool = true
  ) {
    self.tenant = tenant
    self.today = today
    self.zone = zone
    self.currency = currency
    self.seesContacts = seesContacts
  }

  /// An amount as it is typed, in minor units.
  package func minorUnits(_ text: String) -> Int64? { Money(text, in: currency)?.minorUnits }
}
