import Basics
import Database

/// An appointment of the program: a job that comes due again and again. Declared as data, in one list.
///
///     [.platform("forget-sessions", .every(.seconds(600))) { _ in ForgetOldSessions() },
///      .everyTenant("close-day", .daily(hour: 3)) { due in CloseDay(before: due) }]
package struct ScheduledJob: Sendable {
  /// Never changed: it is part of the key that lets an appointment be kept once.
  let name: String
  let recurrence: Recurrence
  let scope: Scope

  enum Scope: Sendable {
    case platform(TimeZoneRules, @Sendable (Instant) -> any PlatformJob)
    /// Nil: in each tenant's own zone.
    case tenants(TimeZoneRules?, @Sendable (Instant) -> any Job)
  }

  /// Once for the whole platform.
  /// - Parameter job: Is told when it is due.
  package static func platform(
    _ name: String, _ recurrence: Recurrence, in zone: TimeZoneRules = .utc,
    _ job: @escaping @Sendable (_ due: Instant) -> any PlatformJob
  ) -> ScheduledJob {
    ScheduledJob(name: name, recurrence: recurrence, scope: .platform(zone, job))
  }

  /// Once for every tenant, by its own clocks unless a zone is given.
  package static func everyTenant(
    _ name: String, _ recurrence: Recurrence, in zone: TimeZoneRules? = nil,
    _ job: @escaping @Sendable (_ due: Instant) -> any Job
  ) -> ScheduledJob {
    ScheduledJob(name: name, recurrence: recurrence, scope: .tenants(zone, job))
  }
}

/// Someone for whom the schedule's jobs of tenants run.
package struct ScheduledTenant: Sendable {
  package let id: TenantID
  package let zone: TimeZoneRules

  package init(id: TenantID, zone: TimeZoneRules) {
    self.id = id
    self.zone = zone
  }
}

extension ScheduledJob {
  /// The last time, up to `now`, when this may have come due for anyone.
  ///
  /// By the clocks of all tenants that is every quarter of an hour, from the minute on that it asks for: the offsets
  /// of zones are multiples of a quarter.
  func mark(at now: Instant) -> Instant {
    switch scope {
    case .platform(let zone, _), .tenants(.some(let zone), _): return recurrence.latest(upTo: now, in: zone)
    case .tenants(nil, _):
      guard let minute = recurrence.minute else { return recurrence.latest(upTo: now, in: .utc) }
      let shift = Duration.seconds(minute % 15 * 60)
      return Recurrence.every(.seconds(900)).latest(upTo: now - shift, in: .utc) + shift
    }
  }

  /// The job that keeps the appointment, or has every tenant keep it: once, however many workers make it.
  func appointment(after last: Instant, upTo mark: Instant) throws -> NewJob {
    let key = "schedule \(name) \(mark.microseconds)"
    switch scope {
    case .platform(_, let job):
      return try NewJob(job(mark), at: mark, uniqueKey: key)
    case .tenants:
      return try NewJob(
        EnqueueForTenants(appointment: name, after: last, upTo: mark), at: mark, uniqueKey: key)
    }
  }
}
