/// What a business asks of the sessions of its members.
package struct SecurityPolicy: Hashable, Sendable {
  /// The roles that need a second factor, by `Role.reference`.
  package let secondFactor: Set<String>
  /// A session in which nobody does anything for so long ends.
  package let idle: Duration
  /// A session ends after this in any case.
  package let longest: Duration

  /// Of a business that has not said otherwise, and the bounds of what it may say: it can only be stricter.
  package static let usual = SecurityPolicy(
    secondFactor: [], idle: .seconds(60 * 60), longest: .seconds(12 * 3600))

  package init(secondFactor: Set<String>, idle: Duration, longest: Duration) {
    self.secondFactor = secondFactor
    self.idle = idle
    self.longest = longest
  }

  /// Whether a member in this role has to have a second factor.
  package func required(of role: Role) -> Bool { secondFactor.contains(role.reference) }
}
