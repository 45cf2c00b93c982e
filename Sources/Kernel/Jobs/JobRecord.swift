import Basics

/// What there is to say of one run of a job: a line of the log.
package struct JobRecord: Sendable {
  package let tenant: TenantID
  package let id: JobID
  package let name: String
  package let attempt: Int
  package let outcome: JobOutcome
  /// Between the time it was due and the start of the run.
  package let waited: Duration
  package let took: Duration
  /// What it threw, for those who run the place.
  package let error: String?
  /// What it had to tell beside its outcome, for the same.
  package let remark: String?
}

/// What became of a run.
package enum JobOutcome: Sendable, Equatable {
  case done
  /// It failed and will run again.
  case retry(at: Instant)
  /// It failed for the last time: a person decides.
  case dead
  /// It was given back, because the worker stops.
  case released
  /// Its lease had run out and gone to another worker, or its end could not be written: it runs again.
  case lost

  /// As metrics and logs call it.
  package var name: String {
    switch self {
    case .done: "done"
    case .retry: "retry"
    case .dead: "dead"
    case .released: "released"
    case .lost: "lost"
    }
  }
}
