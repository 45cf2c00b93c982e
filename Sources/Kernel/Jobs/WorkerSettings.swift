import Basics

/// How a worker works.
package struct WorkerSettings: Sendable {
  /// Jobs that run at a time in this process.
  package var slots = 8
  /// How long a job is a process's own without a sign of life: how long it lies still when the process is killed.
  /// Signs come three times as often.
  package var lease: Duration = .seconds(30)
  /// How often the worker looks by itself, and how far ahead: what no notification told of waits for so long. Not
  /// longer than `horizon`, or jobs for a time soon come late.
  package var scanning: Duration = WorkerSettings.horizon
  /// Makes the schedule's appointments. Any number of workers may; each is kept once.
  package var keepsSchedule = true
  package var clock: @Sendable () -> Instant = { .now }

  package init() {}

  /// Of what is due sooner than this, a notification tells.
  static let horizon: Duration = .seconds(5)
}

/// What a worker has to say, for the log.
package enum WorkerReport: Sendable {
  case ran(JobRecord)
  /// It could not do what it does between jobs; it will try again.
  case failed(to: StaticString, String)
}
