import Basics
import Database
import FoundationEssentials
import Storage

/// Work that a tenant's queue holds until a worker does it: a value that says what, kept as JSON.
///
/// A job may run twice, whole or in part: a process can be killed at any instruction. What it does must come out the
/// same then; what must not happen twice has a unique key of its own, such as `context.id`.
package protocol Job: QueuedWork {
  func run(_ context: JobContext) async throws
}

/// Work of the platform, for no tenant: cleaning up, counting.
package protocol PlatformJob: QueuedWork {
  func run(_ context: PlatformJobContext) async throws
}

/// What every job says of itself.
package protocol QueuedWork: Codable, Sendable {
  /// What the queue knows it by, such as `orders.send-shipping-notice`. Never changed while rows hold it.
  static var name: String { get }
  /// Of the payload: raised when the stored properties change their meaning.
  static var version: Int { get }
  static var retries: RetryPolicy { get }
  /// How long one run may take before its task is cancelled.
  static var timeLimit: Duration { get }
  /// Reads a payload; override it to read those of earlier versions too.
  static func decode(_ payload: String, version: Int) throws -> Self
}

extension QueuedWork {
  package static var version: Int { 1 }
  package static var retries: RetryPolicy { .standard }
  package static var timeLimit: Duration { .seconds(60) }

  package static func decode(_ payload: String, version: Int) throws -> Self {
    guard version == Self.version else { throw JobError.unknownVersion(version, known: Self.version) }
    return try JSONDecoder().decode(Self.self, from: Data(payload.utf8))
  }
}

/// Stands for the row of a job.
package enum AnyJob {}
package typealias JobID = RecordID<AnyJob>

/// What a job has at hand while it runs.
package struct JobContext: Sendable {
  /// The same in every run of this job: what makes an effect happen once can be keyed by it.
  package let id: JobID
  package let db: TenantDatabase
  /// The files of the tenants.
  package let storage: FileStorage
  package let now: Instant
  /// 1 in the first run.
  package let attempt: Int
  /// There is no other run after this one: the job becomes a dead letter if it throws.
  package let isLast: Bool
  let remarks: JobRemarks

  /// Tells those who run the place something that is no failure: it stands in the log, as a warning, with this run.
  package func remark(_ text: String) { remarks.add(text) }
}

/// What a job of the platform has at hand while it runs.
package struct PlatformJobContext: Sendable {
  package let id: JobID
  package let databases: Databases
  package let storage: FileStorage
  package let now: Instant
  package let attempt: Int
  package let isLast: Bool
  let registry: JobRegistry

  /// What the program was started with, by its type; nil where it was started without.
  package func resource<Value: Sendable>(_: Value.Type = Value.self) -> Value? { registry.resources[Value.self] }
}

/// Which of a tenant's jobs goes first when several are due. Between tenants it says nothing.
package enum JobPriority: Int16, Sendable, ColumnValue {
  /// Somebody is waiting for it.
  case urgent = 0
  case normal = 1
  /// A great many of them, which may wait for everything else.
  case bulk = 2
}

/// Why a job's run did not succeed, where it was not the job itself that threw.
package enum JobError: Error, Equatable {
  /// Thrown by a job that knows that another run would not help: it becomes a dead letter at once.
  case giveUp(String)
  case unknownName(String)
  case unknownVersion(Int, known: Int)
  case unreadablePayload(String)
  case timedOut(Duration)
  /// Each of its runs was begun and none was ended: what ran it died or stood still.
  case abandoned(runs: Int)
  /// The databases were made without the `JobRegistry` as their attachment.
  case noListeners
}

extension JobError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .giveUp(let reason): reason
    case .unknownName(let name): "No job is called \(name) in this version of the program."
    case .unknownVersion(let version, let known):
      "The payload has version \(version); this program reads \(known)."
    case .unreadablePayload(let reason): "The payload cannot be read: \(reason)"
    case .timedOut(let limit): "It took longer than \(limit.components.seconds) s."
    case .abandoned(let runs): "It was begun \(runs) times and never ended: the process died or stood still."
    case .noListeners: "No listeners: the databases were made without a JobRegistry."
    }
  }
}
