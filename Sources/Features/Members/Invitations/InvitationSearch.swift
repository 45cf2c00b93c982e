import Basics
import Database
import Identity
import Localization
import Looks
import Web

/// Which invitations somebody asks for.
struct InvitationSearch: Sendable {
  /// Part of an address.
  var words = ""
  var state: Invitation.State?
  var offset = 0
  let now: Instant

  static let limit = 50

  init(at now: Instant) { self.now = now }

  init(_ request: Request) {
    self.init(at: request.now)
    words = request.query("q")?.normalizedLine ?? ""
    state = request.query("state").flatMap(Invitation.State.init)
    offset = max(0, min(request.query("from").flatMap { Int($0) } ?? 0, 1_000_000))
  }

  var isFiltered: Bool { !words.isEmpty || state != nil }

  var condition: SQL {
    let byWords: SQL = words.isEmpty ? "true" : "position(lower(\(words)) in i.email_key) > 0"
    let isOpen: SQL = "i.accepted_at is null and i.revoked_at is null"
    let byState: SQL =
      switch state {
      case nil: "true"
      case .waiting?: "\(fragment: isOpen) and i.ends_at > \(now)"
      case .ended?: "\(fragment: isOpen) and i.ends_at <= \(now)"
      case .accepted?: "i.accepted_at is not null"
      case .revoked?: "i.accepted_at is null and i.revoked_at is not null"
      }
    return "\(fragment: byWords) and \(fragment: byState)"
  }

  func path(_ list: String, from offset: Int = 0) -> String {
    let fields = [
      ("q", words), ("state", state?.rawValue ?? ""), ("from", offset > 0 ? "\(offset)" : ""),
    ].filter { !$0.1.isEmpty }
    if fields.isEmpty { return list }
    return "\(list)?" + fields.map { "\($0.0)=\(SignInPath.encoded($0.1))" }.joined(separator: "&")
  }
}
