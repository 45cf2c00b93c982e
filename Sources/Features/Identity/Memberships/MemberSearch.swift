import Basics
import Database
import Web

/// Which members of a business somebody asks for.
package struct MemberSearch: Sendable {
  package enum Sort: String, Sendable, CaseIterable {
    case name, role, seen, joined

    func order(isReversed: Bool) -> SQL {
      switch (self, isReversed) {
      case (.name, false): "lower(name)"
      case (.name, true): "lower(name) desc"
      case (.role, false): "role, lower(role_name), lower(name)"
      case (.role, true): "role desc, lower(role_name) desc, lower(name)"
      case (.seen, false): "seen_at desc nulls last"
      case (.seen, true): "seen_at nulls first"
      case (.joined, false): "joined_at desc"
      case (.joined, true): "joined_at"
      }
    }
  }

  package enum Seen: String, Sendable, CaseIterable { case week, month, longAgo = "long", never }

  /// Part of a name or an address.
  package var words = ""
  /// By `Role.reference`.
  package var role = ""
  package var hasSecondFactor: Bool?
  /// As it stands at `now`.
  package var seen: Seen?
  package var sort = Sort.name
  /// The other way around than a first look wants.
  package var isReversed = false
  package var offset = 0
  package var limit = 50
  package let now: Instant

  package init(at now: Instant = .now) { self.now = now }

  var condition: SQL {
    let byWords: SQL =
      words.isEmpty ? "true" : "position(lower(\(words)) in lower(name || ' ' || email)) > 0"
    let byRole: SQL = role.isEmpty ? "true" : "coalesce(role_id::text, role) = \(role)"
    let byFactor: SQL =
      switch hasSecondFactor {
      case nil: "true"
      case true?: "has_second_factor"
      case false?: "not has_second_factor"
      }
    return
      "\(fragment: byWords) and \(fragment: byRole) and \(fragment: byFactor) and \(fragment: bySeen)"
  }

  private var bySeen: SQL {
    let (week, month) = (now - .seconds(7 * 86400), now - .seconds(30 * 86400))
    return switch seen {
    case nil: "true"
    case .week?: "seen_at >= \(week)"
    case .month?: "seen_at >= \(month)"
    case .longAgo?: "seen_at < \(month)"
    case .never?: "seen_at is null"
    }
  }
}
