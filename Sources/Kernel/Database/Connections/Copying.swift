import Basics
import CPostgres

/// A COPY into a table, on a connection that has left its pipeline for it: libpq refuses COPY in a pipeline.
///
/// Used on the connection's loop.
final class Copying {
  var deadline: UInt64
  private var stage = Stage.beginning
  private var waiter: UnsafeContinuation<Int, any Error>?
  private var failure: DatabaseError?
  private var affected = 0
  private let text: String

  enum Stage { case beginning, sending, ending, over }

  init(_ text: String, deadline: UInt64) {
    self.text = text
    self.deadline = deadline
  }

  func begin(_ connection: Connection, _ waiter: UnsafeContinuation<Int, any Error>) {
    guard connection.flight.isEmpty, PQexitPipelineMode(connection.handle) == 1 else {
      waiter.resume(
        throwing: DatabaseError(.misuse, "a COPY may not run beside other statements", statement: text))
      return
    }
    connection.copying = self
    self.waiter = waiter
    if PQsendQuery(connection.handle, text) != 1 {
      return connection.lost(.unavailable(connection.handle, "the connection to PostgreSQL was lost"))
    }
    connection.flush()
  }

  /// Rows in COPY's binary format; resumes the waiter when they have left this process.
  func send(_ bytes: [UInt8], on connection: Connection, _ waiter: UnsafeContinuation<Int, any Error>) {
    guard isUnderWay(waiter) else { return }
    let sent = bytes.withUnsafeBytes {
      PQputCopyData(connection.handle, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
    }
    if sent == 1 { connection.flush() } else { refused(connection) }
  }

  /// `problem` makes the server throw away what it has.
  func end(_ problem: String?, on connection: Connection, _ waiter: UnsafeContinuation<Int, any Error>) {
    guard isUnderWay(waiter) else { return }
    if PQputCopyEnd(connection.handle, problem) != 1 { return refused(connection) }
    stage = .ending
    connection.flush()
    // An early error may have been read while rows went out: nothing more will come to wake us for it.
    if !connection.isBroken { receive(connection) }
  }

  private func isUnderWay(_ waiter: UnsafeContinuation<Int, any Error>) -> Bool {
    if stage == .over {
      waiter.resume(throwing: failure ?? DatabaseError(.misuse, "the COPY is over", statement: text))
      return false
    }
    self.waiter = waiter
    return true
  }

  /// libpq takes no more: the server has already answered with an error, or is gone.
  private func refused(_ connection: Connection) {
    stage = .ending
    if PQstatus(connection.handle) == CONNECTION_BAD {
      return connection.lost(.unavailable(connection.handle, "the connection to PostgreSQL was lost"))
    }
    receive(connection)
  }

  /// All that was written has been sent.
  func drained(_ connection: Connection) {
    if stage == .sending { resume(.success(0)) }
  }

  func receive(_ connection: Connection) {
    // While data goes out, libpq would give the same COPY_IN result again and again.
    while stage != .sending, PQisBusy(connection.handle) == 0 {
      guard let result = PQgetResult(connection.handle) else { return conclude(connection) }
      take(result)
    }
  }

  private func take(_ result: OpaquePointer) {
    switch PQresultStatus(result) {
    case PGRES_COPY_IN:
      stage = .sending
      resume(.success(0))
    case PGRES_COMMAND_OK: affected = Int(String(cString: PQcmdTuples(result))) ?? 0
    default: failure = failure ?? error(of: result)
    }
    PQclear(result)
  }

  private func error(of result: OpaquePointer) -> DatabaseError {
    var error = DatabaseError(result, statement: nil)
    error.statement = text
    return error
  }

  /// The COPY is over, well or not: back into the pipeline.
  private func conclude(_ connection: Connection) {
    stage = .over
    connection.copying = nil
    if PQenterPipelineMode(connection.handle) != 1 || PQstatus(connection.handle) == CONNECTION_BAD {
      connection.lost(.unavailable(connection.handle, "the connection to PostgreSQL was lost"))
      return resume(
        .failure(DatabaseError(.unavailable, "the connection to PostgreSQL was lost", statement: text)))
    }
    resume(failure.map { .failure($0) } ?? .success(affected))
  }

  func fail(_ error: DatabaseError) {
    stage = .over
    failure = error
    resume(.failure(error))
  }

  private func resume(_ result: Result<Int, DatabaseError>) {
    guard let waiter else { return }
    self.waiter = nil
    switch result {
    case .success(let count): waiter.resume(returning: count)
    case .failure(let error): waiter.resume(throwing: error)
    }
  }
}
