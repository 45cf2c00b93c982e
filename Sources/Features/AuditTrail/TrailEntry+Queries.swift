import Audit
import Basics
import Database
import Looks
import Web

extension TrailEntry {
  static let pageSize = 50

  /// The newest first. The key of an entry begins with its moment, so one order is the other.
  static func page(_ search: AuditSearch, from cursor: Cursor?, in zone: TimeZoneRules, _ db: TenantDatabase)
    async throws -> KeysetPage<TrailEntry>
  {
    let edge = cursor?.keys.first.flatMap { AuditID($0) }
    let isNewer = cursor?.direction == .newer && edge != nil
    var conditions = search.conditions(in: zone, of: db.tenant)
    if let edge { conditions.append(isNewer ? "a.id > \(edge)" : "a.id < \(edge)") }
    let order: SQL = isNewer ? "order by a.id" : "order by a.id desc"
    let fetched = try await db.all(
      select(conditions, order, limit: pageSize + 1, of: db.tenant), as: TrailEntry.self)
    return KeysetPage(fetched: fetched, size: pageSize, cursor: edge == nil ? nil : cursor) {
      [$0.id.description]
    }
  }

  /// Every entry that is asked for, the newest first, so many at a time: each part is a read of its own.
  static func walk(
    _ search: AuditSearch, in zone: TimeZoneRules, _ db: TenantDatabase,
    _ each: nonisolated(nonsending) ([TrailEntry]) async throws -> Void
  ) async throws {
    var last: AuditID?
    let size = 500
    while true {
      var conditions = search.conditions(in: zone, of: db.tenant)
      if let last { conditions.append("a.id < \(last)") }
      let part = try await db.all(
        select(conditions, "order by a.id desc", limit: size, of: db.tenant), as: TrailEntry.self)
      if !part.isEmpty { try await each(part) }
      guard part.count == size, let end = part.last else { return }
      last = end.id
    }
  }

  private static func select(_ conditions: [SQL], _ order: SQL, limit: Int, of tenant: TenantID) -> SQL {
    """
    select a.id, a.occurred_at, a.actor_kind, a.actor_id, a.action, a.subject_kind, a.subject_id, a.request_id,
           w.name, w.address, w.device, p.label, p.before, p.after, e.sequence
      from audit a
      left join audit_actors w on w.tenant_id = \(tenant) and w.audit_id = a.id
      left join audit_payloads p on p.tenant_id = \(tenant) and p.audit_id = a.id
      left join audit_sealed e on e.tenant_id = \(tenant) and e.audit_id = a.id
     where a.tenant_id = \(tenant) and \(fragment: .joined(conditions + ["true"], by: " and "))
     \(fragment: order)
     limit \(limit)
    """
  }

  /// Everybody who has done something here, by the name of their last entry that still has one.
  static func people(in db: TenantDatabase) async throws -> [Option] {
    // From one person to the next by the index: as many steps as there are people, however long the log is.
    let people = try await db.all(
      """
      with recursive actors (id) as (
        (select a.actor_id from audit a
          where a.tenant_id = \(db.tenant) and a.actor_id is not null order by a.actor_id limit 1)
        union all
        select (select a.actor_id from audit a
                 where a.tenant_id = \(db.tenant) and a.actor_id > actors.id order by a.actor_id limit 1)
          from actors where actors.id is not null
      )
      select actors.id, coalesce(
               (select w.name
                  from audit a
                  join audit_actors w on w.tenant_id = \(db.tenant) and w.audit_id = a.id
                 where a.tenant_id = \(db.tenant) and a.actor_id = actors.id
                 order by a.id desc
                 limit 1), '')
        from actors
       where actors.id is not null
       limit 500
      """, as: NamedPerson.self)
    return people.map {
      Option($0.id.description, $0.name.isEmpty ? "…\($0.id.description.suffix(8))" : $0.name)
    }
    .sorted { $0.title < $1.title }
  }

  private struct NamedPerson: FromRow, Sendable {
    let id: PersonID
    let name: String

    init(row: inout Row) throws {
      id = try row.next()
      name = try row.next()
    }
  }
}

extension AuditSearch {
  func conditions(in zone: TimeZoneRules, of tenant: TenantID) -> [SQL] {
    var all: [SQL] = []
    if let person { all.append("a.actor_id = \(person)") }
    if let action { all.append("a.action = \(action)") }
    if let subject { all.append("a.subject_kind = \(subject.kind) and a.subject_id = \(subject.id)") }
    if let from { all.append("a.id >= \(AuditID.first(at: zone.startOfDay(from)))") }
    if let to { all.append("a.id < \(AuditID.first(at: zone.startOfDay(to + 1)))") }
    if let address { all.append("w.address = \(address)") }
    if let words {
      let pattern = "%\(AuditSearch.literal(words))%"
      all.append("(p.label ilike \(pattern) or w.name ilike \(pattern))")
    }
    return all
  }

  /// Without the signs that stand for others in a pattern.
  private static func literal(_ words: String) -> String {
    words.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
  }
}
