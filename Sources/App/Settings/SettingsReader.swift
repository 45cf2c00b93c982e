import Audit
import Basics
import HTTP
import Mail
import Operations
import Outbound
import Vault
import Web

/// Reads settings one by one and keeps every problem, so that a person mends them in one go.
///
/// A variable that is set to nothing counts as not set: container tools pass those on.
struct SettingsReader {
  private let environment: [String: String]
  private var problems: [String] = []
  private var asked: Set<String> = []

  init(_ environment: [String: String]) {
    self.environment = environment.filter { $0.key.hasPrefix("HAAT_") && !$0.value.isEmpty }
  }

  mutating func problem(_ words: String) { problems.append(words) }

  mutating func text(_ name: String) -> String? {
    asked.insert(name)
    return environment[name]
  }

  mutating func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let text = text(name) else { return nil }
    if let number = Int(text), range.contains(number) { return number }
    problem("\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound), not “\(text)”.")
    return nil
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String) -> Choice? {
    guard let text = text(name) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    problem("\(name) must be \(Choice.allCases.map(\.rawValue).joined(separator: ", ")), not “\(text)”.")
    return nil
  }

  mutating func origin(_ name: String) -> Origin? {
    guard let text = text(name) else { return nil }
    if let origin = Origin(text) { return origin }
    problem("\(name) must be like https://haat.example, without a path, not “\(text)”.")
    return nil
  }

  mutating func host(_ name: String, scheme: Origin.Scheme) -> Origin? {
    guard let text = text(name) else { return nil }
    if let origin = Origin("\(scheme.rawValue)://\(text)") { return origin }
    problem("\(name) must be like shops.example or localhost:8080, not “\(text)”.")
    return nil
  }

  /// Comma-separated addresses and networks: `10.0.0.0/8, ::1`.
  mutating func networks(_ name: String) -> [AddressBlock] {
    (text(name) ?? "").split(separator: ",").map { trimmed(String($0)) }.compactMap { item in
      if let block = AddressBlock(item) { return block }
      problem("\(name) must hold addresses like 10.0.0.0/8 with commas between, not “\(item)”.")
      return nil
    }
  }

  /// Several with commas between, the current one first.
  mutating func auditKeys(_ name: String) -> String? {
    guard let text = text(name) else { return nil }
    do throws(AuditKeysUnreadable) {
      _ = try AuditKeys(secret: "", given: text)
    } catch {
      problem("\(name) \(error)")
    }
    return text
  }

  /// What is wrong with a secret or a URL with a password is told without showing it.
  mutating func secret(_ name: String, required: Bool) -> String? {
    guard let text = text(name) else {
      if required {
        problem("\(name) must be set, because HAAT_APP_URL is not on localhost: openssl rand -hex 32")
      }
      return nil
    }
    if text.utf8.count < 32 { problem("\(name) must have 32 characters or more: openssl rand -hex 32") }
    return text
  }

  mutating func masterKeys(_ name: String, required: Bool) -> MasterKeys? {
    guard let text = text(name) else {
      if required {
        problem(
          "\(name) must be set, because HAAT_APP_URL is not on localhost: echo 2026:$(openssl rand -hex 32)")
      }
      return nil
    }
    do {
      return try MasterKeys(text)
    } catch {
      problem("\(name) \(error).")
      return nil
    }
  }

  mutating func databases() -> DatabaseURLs? {
    let app = database("HAAT_DATABASE_URL")
    let owner = database("HAAT_DATABASE_OWNER_URL")
    let platform = database("HAAT_DATABASE_PLATFORM_URL")
    let administrator = database("HAAT_DATABASE_ADMIN_URL")
    if let app, let platform {
      return DatabaseURLs(app: app, platform: platform, owner: owner, administrator: administrator)
    }
    for name in ["HAAT_DATABASE_URL", "HAAT_DATABASE_PLATFORM_URL"] where environment[name] == nil {
      if app ?? platform ?? owner ?? administrator != nil {
        problem("\(name) must be set where another HAAT_DATABASE_…_URL is.")
      }
    }
    return nil
  }

  /// Nil where no server is named. Its address holds a password, so what is wrong is told without it.
  mutating func mails(required: Bool) -> MailRoute.Sender? {
    let from = mailbox("HAAT_MAIL_FROM")
    let authorities = text("HAAT_SMTP_CA")
    guard let url = text("HAAT_SMTP_URL") else {
      if required {
        problem(
          "HAAT_SMTP_URL must be set, because HAAT_APP_URL is not on localhost: nobody could sign up or reset a password."
        )
      }
      return nil
    }
    if environment["HAAT_MAIL_FROM"] == nil {
      problem("HAAT_MAIL_FROM must be set where HAAT_SMTP_URL is: Haat <no-reply@haat.example>")
    }
    do throws(SMTPServerProblem) {
      let server = try SMTPServer(url: url, authorities: authorities)
      return from.map { MailRoute.Sender(server: server, from: $0) }
    } catch {
      problem("HAAT_SMTP_URL must be like smtp://user:password@host:587 or smtps://…: look at its \(error).")
      return nil
    }
  }

  private mutating func mailbox(_ name: String) -> Mailbox? {
    guard let text = text(name) else { return nil }
    if let mailbox = Mailbox(text) { return mailbox }
    problem("\(name) must be like Haat <no-reply@haat.example>, not “\(text)”.")
    return nil
  }

  private mutating func database(_ name: String) -> String? {
    guard let text = text(name) else { return nil }
    if text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") { return text }
    problem("\(name) must be like postgresql://user:password@host/database.")
    return nil
  }

  /// Words about each variable that begins like ours and is none; asked after all the others.
  func unknown() -> [String] {
    environment.keys.filter { !asked.contains($0) && !$0.hasPrefix("HAAT_TEST_") }.sorted().map { name in
      let meant = nearest(to: name, among: asked.sorted()).map { " Did you mean \($0)?" } ?? ""
      return "\(name) is not a setting of Haat.\(meant)"
    }
  }

  func finish() throws {
    guard !problems.isEmpty else { return }
    let list = problems.map { "  \($0)" }.joined(separator: "\n")
    throw Trouble(
      "Haat cannot start with these settings:\n\(list)", mend: "Each is explained in .env.example.")
  }
}

/// Without the spaces around it.
func trimmed(_ text: String) -> String {
  let start = text.drop { $0.isWhitespace }
  return String(start.reversed().drop { $0.isWhitespace }.reversed())
}
