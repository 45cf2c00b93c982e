import Basics
import Database

/// Something that has happened, for others to react to; named in the past tense. Written with the change itself.
package protocol Event: Codable, Sendable {
  /// What it is kept as, such as `orders.shipped`. Never changed once rows hold it.
  static var name: String { get }
}

/// What is to be done when an event is published.
package struct Listener: Sendable {
  let event: ObjectIdentifier
  let jobs: @Sendable (any Event) -> [any Job]

  /// - Parameter jobs: Called in the transaction that publishes, so it only makes values.
  package init<Published: Event>(
    on event: Published.Type, _ jobs: @escaping @Sendable (Published) -> [any Job]
  ) {
    self.event = ObjectIdentifier(event)
    self.jobs = { event in (event as? Published).map(jobs) ?? [] }
  }
}

extension TenantDatabase {
  /// Writes down an event, and the jobs of everyone who listens for it: both or neither, and with the caller's change
  /// if this is inside its transaction.
  package func publish<Published: Event>(_ event: Published, at now: Instant = .now) async throws {
    guard let registry = attachment as? JobRegistry else { throw JobError.noListeners }
    let id = RecordID<Published>()
    let record: SQL = """
      insert into events (tenant_id, id, name, payload, occurred_at)
      values (\(tenant), \(id), \(Published.name), \(try json(event))::jsonb, \(now))
      """
    let jobs = try registry.jobs(for: event).map { try NewJob($0, at: now) }
    try await run([record] + insertions(of: jobs, at: now))
  }
}
