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
    var mails: [SentMail] = []
    for mail in try await StoredMail.recent(in: db, to: address) {
      mails.append(try SentMail(mail, try await mail.body(in: db)))
    }
    return mails
  }

  /// The newest mail of the platform, once there are so many to this address: its jobs are run, by whichever test is
  /// first.
  package static func awaited(to address: String, count: Int = 1, at site: TestSite? = nil) async throws
    -> SentMail
  {
    let all = try await mails(to: address, atLeast: count, at: site)
    guard let mail = all.first, all.count >= count else {
      throw TestKitError("\(all.count) mails to \(address), not \(count)")
    }
    return mail
  }

  /// All mails to an address, newest first, when there are so many or half a minute has passed.
  package static func mails(to address: String, atLeast count: Int, at site: TestSite? = nil) async throws
    -> [SentMail]
  {
    let site = if let site { site } else { try await TestSite.shared() }
    let outbox = try await Outbox(at: site)
    for _ in 0..<600 {
      let all = try await outbox.all(to: address)
      if all.count >= count { return all }
      try await site.runPlatformJobs()
      try await Task.sleep(for: .milliseconds(50))
    }
    return try await outbox.all(to: address)
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

  init(_ mail: StoredMail, _ body: MailBody?) throws {
    guard let body else { throw TestKitError("sent and forgotten: \(mail.subject)") }
    to = mail.to
    subject = body.subject
    lines = body.lines
    code = body.code
    path = body.link?.path
    facts = Dictionary(body.facts.map { ($0.title, $0.value) }) { first, _ in first }
    language = body.language
  }
}
