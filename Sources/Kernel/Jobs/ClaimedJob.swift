import Basics
import Database

/// A job that a worker has taken: for as long as its lease lasts, no other takes it.
///
/// The lease is a key made for one claim. Whoever writes the outcome names it, so that a worker that stood still for
/// longer than its lease cannot overwrite what another has made of the job.
struct ClaimedJob: FromRow, Sendable {
  let id: JobID
  let name: String
  let version: Int
  let payload: String
  let attempt: Int
  let due: Instant
  let lease: Lease
  let hasUniqueKey: Bool

  enum Holder {}
  typealias Lease = RecordID<Holder>

  init(row: inout Row) throws {
    id = try row.next()
    name = try row.next()
    version = try row.next()
    payload = try row.next()
    attempt = try row.next()
    due = try row.next()
    lease = try row.next()
    hasUniqueKey = try row.next()
  }
}
