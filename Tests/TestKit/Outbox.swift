import Basics
import Database
import Mail

/// The mails that were written, sent or not: those of the platform, or of a business.
package struct Outbox: Sendable {
  private let db: TenantDatabase

  package init(of tenant: TenantID = .platform, at site: TestSite? = nil) async throws {
    let site = if let site { site } else { try await TestSite.shared() }
    db = site.databases.tenant(tenant)
  }

  /// Newest first.
  package func all(to address: String) async throws -> [SentMail] {
    guard let address = EmailAddress(address) else { throw TestKitError(address) }
    return try await StoredMail.recent(in: db, to: address).map { try SentMail($0) }
  }

  /// The newest one; throws where there is none.
  package func last(to address: String) async throws -> SentMail {
    guard let mail = try await all(to: address).first else { throw TestKitError("no mail to \(address)") }
    return mail
  }
}

/// A mail as its reader gets it.
package struct SentMail: Sendable {
  package let to: EmailAddress
  package let subject: String
  package let lines: [String]
  package let code: String?
  /// What stands in the link behind the origin.
  package let path: String?
  package let facts: [String: String]
  package let language: String

  init(_ mail: StoredMail) throws {
    guard let body = mail.body else { throw TestKitError("sent and forgotten: \(mail.subject)") }
    to = mail.to
    subject = body.subject
    lines = body.lines
    code = body.code
    path = body.link?.path
    facts = Dictionary(body.facts.map { ($0.title, $0.value) }) { first, _ in first }
    language = body.language
  }
}
