import CPostgres
import Glibc
import Loop

extension Connection {
  func receive() {
    if PQconsumeInput(handle) == 0 {
      return lost(.unavailable(handle, "the connection to PostgreSQL was lost"))
    }
    if let copying { return copying.receive(self) }
    // A NULL stands between the results of two messages. Several in a row mean that libpq and we do not
    // agree.
    var nulls = 0
    while !flight.isEmpty, PQisBusy(handle) == 0 {
      if let result = PQgetResult(handle) {
        nulls = 0
        take(result)
        if isBroken { return }
      } else {
        nulls += 1
        if PQstatus(handle) == CONNECTION_BAD || nulls > 4 {
          return lost(.unavailable(handle, "the connection to PostgreSQL was lost"))
        }
      }
    }
    if PQstatus(handle) == CONNECTION_BAD {
      return lost(.unavailable(handle, "the connection to PostgreSQL was lost"))
    }
    if flight.isEmpty { pool.idle(self) }
  }

  private func take(_ result: OpaquePointer) {
    guard let expected = flight.popFirst() else { return PQclear(result) }
    switch PQresultStatus(result) {
    case PGRES_PIPELINE_SYNC:
      return PQclear(result)
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
      succeeded(expected, result)
    case PGRES_PIPELINE_ABORTED:
      PQclear(result)
      skipped(expected)
    case PGRES_FATAL_ERROR:
      let error = DatabaseError(result, statement: expected.use?.statements.first)
      PQclear(result)
      if error.isFatal { return fatal(expected, error) }
      failed(expected, error)
    default:
      PQclear(result)
      return fatal(expected, DatabaseError(.misuse, "a statement answered what cannot be had in a pipeline"))
    }
    if expected.isFinal, let use = expected.use { complete(use) }
  }

  private func succeeded(_ expected: Expected, _ result: OpaquePointer) {
    switch expected.kind {
    case .statement(let prepared): expected.use?.add(Rows(result, of: prepared.statement))
    case .command: expected.use?.add(Rows(result, of: nil))
    case .commit:
      // COMMIT of a failed transaction succeeds too, and says ROLLBACK.
      if strcmp(PQcmdStatus(result), "COMMIT") != 0 {
        expected.use?.error = DatabaseError(.rolledBack, "a statement of the transaction had failed")
      }
      PQclear(result)
    default: PQclear(result)
    }
  }

  /// The server did not look at it, because something before it and the next Sync failed.
  private func skipped(_ expected: Expected) {
    switch expected.kind {
    case .prepare(let new): prepared.forget(new, deallocating: false)
    case .deallocate(let old): prepared.doom(old)
    default: break
    }
    expected.use?.isSkipped = true
  }

  private func failed(_ expected: Expected, _ error: DatabaseError) {
    let isBehindFailure = error.sqlState == "25P02"
    switch expected.kind {
    case .prepare(let new): prepared.forget(new, deallocating: false)
    case .deallocate(let old) where isBehindFailure: prepared.doom(old)
    case .statement(let used) where error.isStalePlan: prepared.forget(used, deallocating: true)
    case .statement(let used) where error.sqlState == "26000": prepared.forget(used, deallocating: false)
    default: break
    }
    guard let use = expected.use, use.error == nil else { return }
    if isShared, isBehindFailure { use.isSkipped = true } else { use.error = error }
  }

  /// The server ends the connection with this.
  private func fatal(_ expected: Expected, _ error: DatabaseError) {
    var error = error
    error.isFatal = true
    if error.kind == .server { error.kind = .unavailable }
    // Back to the front: `lost` gives away everything that is in flight.
    flight.prepend(expected)
    lost(error)
  }

  private func complete(_ use: Use) {
    load -= 1
    headSince = pool.loop.now
    if use.error != nil, use.opens, use.commits {
      rollback()
      if isBroken { return pool.completed(use, on: self) }
    }
    if use.error == nil, use.isSkipped, !isShared {
      use.error = DatabaseError(.rolledBack, "a statement before it had failed", statement: use.text)
    }
    pool.completed(use, on: self)
  }
}
