import Basics
import Database
import Imports
import Sheets
import Web

/// Customers from a file: as Shopify, WooCommerce and Magento export them, or as we write them ourselves.
///
/// Somebody is known by their key in the source (their number there, else their e-mail address, else their telephone
/// number), else by the address, else by the number. What a row leaves empty stays as it is.
package enum CustomerImport: ImportKind {
  package typealias Reader = CustomerReader

  package static let key = "customers"
  package static let permission = Permission.importCustomers

  package static var words: ImportWords {
    ImportWords(
      title: "Import customers",
      introduction:
        "A CSV file of customers as Shopify or WooCommerce export it, or any table with a customer in each row. Each needs a number, an e-mail address or a telephone number, by which they are found again.",
      records: "customers")
  }

  package static func problem(_ reason: String) -> Message {
    switch CustomerProblem(rawValue: reason) {
    case .unknown: "neither a number, nor an e-mail address, nor a telephone number"
    case .twice: "the same customer as a row before"
    case .email: "not an e-mail address"
    case nil: Message(verbatim: reason)
    }
  }

  package static func meaning(of count: String) -> Message {
    switch CustomerCount(rawValue: count) {
    case .customers: "customers"
    case .emails: "with an e-mail address"
    case .phones: "with a telephone number"
    case .oddPhones: "telephone numbers that are none, kept as they are written"
    case .unnamed: "without a name"
    case .sharedEmails: "with the e-mail address of another row"
    case .sharedPhones: "with the telephone number of another row"
    case nil: Message(verbatim: count)
    }
  }

  package static func write(
    _ records: [ImportedCustomer], for target: ImportTarget, in db: TenantDatabase
  ) async throws -> BatchOutcome {
    if records.isEmpty { return BatchOutcome() }
    var batch = try await CustomerBatch(records, in: db)
    return try await batch.write(for: target, in: db)
  }

  package static func countKnown(
    _ records: [ImportedCustomer], for target: ImportTarget, in db: TenantDatabase
  ) async throws -> Int {
    var batch = try await CustomerBatch(records, in: db)
    try await batch.match(for: target, in: db)
    return batch.entries.count(where: \.isKnown)
  }

  /// No figure is made of what such a file says.
  package static func restate(_ target: ImportTarget, in db: TenantDatabase) async throws {}

  package static func undo(
    _ id: Import.ID, counting outcome: inout UndoOutcome, in db: TenantDatabase
  ) async throws -> Bool {
    try await Customer.undoImport(id, counting: &outcome, in: db)
  }
}

extension Permission {
  package static let importCustomers = Permission(
    "customers.import", "Import customers",
    "Brings files of customers with e-mail, phone and street, and sees the rows that could not be taken.",
    roles: [.admin])
}

/// Why a row of customers cannot be taken. The names are lasting.
enum CustomerProblem: String, CaseIterable {
  case unknown, twice, email
}

/// What is counted in a file of customers. The names are lasting.
enum CustomerCount: String, CaseIterable {
  case customers, emails, phones, unnamed
  case oddPhones = "odd_phones"
  case sharedEmails = "shared_emails"
  case sharedPhones = "shared_phones"
}
