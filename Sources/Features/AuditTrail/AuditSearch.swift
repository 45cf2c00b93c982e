import Audit
import Basics
import Web

/// What of the log is asked for, as it stands in the address.
struct AuditSearch: Equatable, Sendable {
  /// Part of a name: of who acted, or of what it was done to.
  var words: String?
  var person: PersonID?
  var action: String?
  /// `member:0198…`: the kind of a thing and its id.
  var subject: Subject?
  var from: LocalDate?
  /// The last day, included.
  var to: LocalDate?
  var address: String?

  struct Subject: Equatable, Sendable, LosslessStringConvertible {
    let kind: String
    let id: String

    init(kind: String, id: String) {
      self.kind = kind
      self.id = id
    }

    init?(_ text: String) {
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { return nil }
      self.init(kind: parts[0], id: parts[1])
    }

    var description: String { "\(kind):\(id)" }
  }

  init() {}

  /// What cannot be read is not asked for.
  init(_ value: (String) -> String?) {
    words = value("q").map { String($0.normalizedLine.prefix(100)) }
    person = value("person").flatMap { PersonID($0) }
    action = value("action")
    subject = value("subject").flatMap { Subject($0) }
    from = value("from").flatMap { LocalDate($0) }
    to = value("to").flatMap { LocalDate($0) }
    address = value("address")?.normalizedLine
  }

  var isEverything: Bool { self == AuditSearch() }

  /// In a fixed order, for addresses and hidden fields of forms.
  var parameters: [(name: String, value: String)] {
    let all: [(String, String?)] = [
      ("q", words), ("person", person?.description), ("action", action), ("subject", subject?.description),
      ("from", from?.description), ("to", to?.description), ("address", address),
    ]
    return all.compactMap { name, value in value.map { (name, $0) } }
  }

  /// `?person=…&at=…`, or nothing.
  func query(at cursor: Cursor? = nil) -> String {
    let all = parameters + (cursor.map { [("at", $0.text)] } ?? [])
    guard !all.isEmpty else { return "" }
    return "?" + all.map { "\($0.0)=\(SignInPath.encoded($0.1))" }.joined(separator: "&")
  }

  func with(_ change: (inout AuditSearch) -> Void) -> AuditSearch {
    var copy = self
    change(&copy)
    return copy
  }
}
