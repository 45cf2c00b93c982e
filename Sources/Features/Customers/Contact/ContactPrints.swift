import Basics
import Crypto
import Database
import Vault

/// By what contacts are found that nobody can read in the database: fingerprints of their one form.
struct ContactPrints: Sendable {
  /// Nil where there is nothing to make one of.
  private let prints: Fingerprints?

  init(_ prints: Fingerprints?) { self.prints = prints }

  /// - Parameter isNeeded: false where no text is a contact: a tenant has keys once it has something to seal.
  init(in db: TenantDatabase, isNeeded: Bool = true) async throws {
    prints = isNeeded ? try await db.vault.fingerprints(as: .contact, in: db) : nil
  }

  /// Of an address in any spelling of its letters; nil for an empty text.
  func email(_ text: String) -> [UInt8]? { text.isEmpty ? nil : prints?(of: "email \(text.lowercased())") }

  /// Of a number in its international form, or as it was written where it is none; nil for an empty text.
  func phone(_ text: String) -> [UInt8]? { text.isEmpty ? nil : prints?(of: "phone \(text)") }

  /// What stands for a source's key: itself, or for one that is a contact its fingerprint, the same each time.
  func stored(_ key: String, isContact: Bool = false) -> String {
    guard let prints, isContact || SourceKey.isContact(key) else { return key }
    return SourceKey.mark + Hex.encode(Array(prints(of: "key \(key)").prefix(16)))
  }
}

/// What a source calls a customer.
enum SourceKey {
  /// Before the fingerprint of a key that is an address or a telephone number.
  static let mark = "contact:"

  static func isContact(_ key: String) -> Bool {
    // Most keys are short numbers, and there are many of them.
    key.utf8.count > 6 && (EmailAddress(key) != nil || PhoneNumber(key) != nil)
  }

  /// Empty where it was a contact.
  static func shown(_ stored: String) -> String { stored.hasPrefix(mark) ? "" : stored }
}
