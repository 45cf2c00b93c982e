import Basics
import Localization
import Looks
import Places
import Web

/// A person's own page: their businesses, and what their account is.
struct AccountPage: Sendable {
  let email: String
  /// The address that waits for its code.
  let awaited: String?
  let businesses: [Membership]
  let nameForm: FormState
  let addressForm: FormState
  let passwordForm: FormState
  let languages: [LanguageChoice]
  let flash: Flash?

  /// Back to work, for who has one business.
  var home: Link? {
    businesses.count == 1 ? businesses.first.map { Link($0.tenant.name, "/t/\($0.tenant.slug)") } : nil
  }
}

/// Where a person is signed in.
struct SessionsPage: Sendable {
  let current: RecordID<Session>
  let sessions: [OwnSession]
  let places: Places
  let now: Instant
  let languages: [LanguageChoice]
  let account: Link
  let flash: Flash?

  func place(of session: OwnSession) -> Message { places.place(of: session.address).words }
  var source: Message? { places.source }

  var hasOthers: Bool { sessions.contains { $0.id != current } }
}

extension Role {
  /// What people call it.
  package var title: Message {
    switch self {
    case .ready(let role): role.title
    case .custom(let role): Message(verbatim: role.name)
    }
  }
}

extension ReadyRole {
  package var title: Message {
    switch self {
    case .owner: "Owner"
    case .admin: "Administrator"
    case .marketer: "Marketer"
    case .agent: "Agent"
    case .seller: "Seller"
    case .analyst: "Analyst"
    }
  }
}
