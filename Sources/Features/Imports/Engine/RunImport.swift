import Basics
import Database
import Jobs

/// Takes the rows of a file into a shop's books.
///
/// A run that is killed leaves what its batches have brought; the next goes on behind them. A failure that another run would
/// not mend is told to the person, who may let it go on.
package struct RunImport<Kind: ImportKind>: Job {
  package static var name: String { "\(Kind.key).run-import" }
  /// As often as a process may be killed in the middle before the file is taken for what kills it.
  package static var retries: RetryPolicy {
    RetryPolicy(attempts: 200, firstDelay: .seconds(2), longestDelay: .seconds(30))
  }
  package static var timeLimit: Duration { .seconds(86400) }

  package let id: Import.ID

  package func run(_ context: JobContext) async throws {
    let key = RecordID<ImportRunner>(high: context.id.high, low: context.id.low)
    guard let run = try await ImportRun<Kind>.begin(id, as: key, storage: context.storage, in: context.db)
    else {
      return try await waitInLine(context)
    }
    if context.isLast {
      return try await Import.fail(id, by: key, for: .interrupted, in: context.db)
    }
    do {
      try await run.run()
    } catch let error as DatabaseError where error.isPassing {
      throw error
    } catch let error as CancellationError {
      throw error
    } catch {
      // A bug. It stays in the queue as a dead letter, for those who run the place.
      try await Import.fail(id, by: key, for: .unexpected, in: context.db)
      throw JobError.giveUp("\(error)")
    }
  }

  /// The import that is at work starts the next one; this looks again in case it could not.
  private func waitInLine(_ context: JobContext) async throws {
    let state = try await context.db.first(
      "select state from imports where tenant_id = \(context.db.tenant) and id = \(id)", as: ImportState.self)
    guard let state, state == .waiting || state == .running || state == .counting else { return }
    try await context.db.enqueue(self, at: context.now + .seconds(15))
  }
}

extension DatabaseError {
  /// Whether it may be gone by the next time.
  var isPassing: Bool {
    switch kind {
    case .unavailable, .overloaded, .timeout, .cancelled, .outcomeUnknown, .serialization: true
    default: isRetryable
    }
  }
}
