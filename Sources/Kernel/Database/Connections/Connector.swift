import Basics
import CPostgres
import Loop

/// Makes one connection without blocking the loop: names resolved elsewhere, libpq polled, the session set
/// up.
///
/// Gives the connection, or why there is none, exactly once. Sendable: used on its loop alone.
final class Connector: EventHandler, @unchecked Sendable {
  private let loop: EventLoop
  private let setup: String
  private var handle: OpaquePointer?
  private var watch: Watch?
  private var timer: LoopTimer?
  private var isSettingUp = false
  private var failure: DatabaseError?
  private var done: ((Result<OpaquePointer, DatabaseError>) -> Void)?

  /// `setup` is sent as one simple query; a row whose first column is `t` says that the login is too
  /// powerful.
  init(
    _ address: ServerAddress, setup: String, within limit: Duration, on loop: EventLoop,
    _ done: @escaping (Result<OpaquePointer, DatabaseError>) -> Void
  ) {
    self.loop = loop
    self.setup = setup
    self.done = done
    timer = loop.after(limit) {
      self.finish(.failure(DatabaseError(.unavailable, "PostgreSQL does not answer")))
    }
    Task {
      do {
        let resolved = try await address.resolved()
        loop.execute { self.start(resolved) }
      } catch {
        let error = error as? DatabaseError ?? DatabaseError(.unavailable, "\(error)")
        loop.execute { self.finish(.failure(error)) }
      }
    }
  }

  func cancel() { finish(.failure(DatabaseError(.unavailable, "the databases are closed"))) }

  private func start(_ address: ServerAddress) {
    if done == nil { return }
    handle = address.withLists { PQconnectStartParams($0, $1, 0) }
    guard let handle, PQstatus(handle) != CONNECTION_BAD else {
      return finish(.failure(.unavailable(handle, "no connection could be begun")))
    }
    // PostgreSQL's notices are not for our standard error.
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
    watch = loop.watch(PQsocket(handle), for: .write, self)
  }

  func ready(_ events: EventMask) {
    guard let handle, done != nil else { return }
    if isSettingUp { return receive(handle) }
    // libpq may change its socket in here: it is taken off the loop before, while it is still open.
    unwatch()
    switch PQconnectPoll(handle) {
    case PGRES_POLLING_READING: watch = loop.watch(PQsocket(handle), for: .read, self)
    case PGRES_POLLING_WRITING: watch = loop.watch(PQsocket(handle), for: .write, self)
    case PGRES_POLLING_OK: setUp(handle)
    default: finish(.failure(.unavailable(handle, "PostgreSQL cannot be reached")))
    }
  }

  private func setUp(_ handle: OpaquePointer) {
    isSettingUp = true
    PQsetnonblocking(handle, 1)
    // A few hundred bytes into an empty socket buffer: it is sent at once.
    guard PQsendQuery(handle, setup) == 1, PQflush(handle) == 0 else {
      return finish(.failure(.unavailable(handle, "the session could not be set up")))
    }
    watch = loop.watch(PQsocket(handle), for: .read, self)
  }

  private func receive(_ handle: OpaquePointer) {
    guard PQconsumeInput(handle) == 1 else {
      return finish(.failure(.unavailable(handle, "the connection to PostgreSQL was lost")))
    }
    while PQisBusy(handle) == 0 {
      guard let result = PQgetResult(handle) else { return conclude(handle) }
      check(result)
      PQclear(result)
    }
  }

  private func check(_ result: OpaquePointer) {
    switch PQresultStatus(result) {
    case PGRES_FATAL_ERROR: failure = failure ?? DatabaseError(result, statement: nil)
    case PGRES_TUPLES_OK where String(cString: PQgetvalue(result, 0, 0)) == "t":
      failure = DatabaseError(.misuse, "the login may bypass row security: it is superuser or has BYPASSRLS")
    default: break
    }
  }

  private func conclude(_ handle: OpaquePointer) {
    finish(failure.map { .failure($0) } ?? .success(handle))
  }

  private func unwatch() {
    if let watch { loop.unwatch(watch) }
    watch = nil
  }

  private func finish(_ result: Result<OpaquePointer, DatabaseError>) {
    guard let done else { return }
    self.done = nil
    timer?.cancel()
    unwatch()
    if case .failure = result, let handle { PQfinish(handle) }
    handle = nil
    done(result)
  }
}

/// The settings of a session, as one text of statements.
enum SessionSetup {
  static func text(_ settings: DatabaseSettings, isShared: Bool) -> String {
    var text = """
      set timezone = 'UTC'; set citus.propagate_set_commands = 'local'; \
      set idle_in_transaction_session_timeout = \(settings.idleInTransaction.inMicroseconds / 1000);
      """
    if isShared {
      text += "set default_transaction_read_only = on;"
      text += "set statement_timeout = \(settings.statement.inMicroseconds / 1000);"
    } else {
      text += "set statement_timeout = 0;"
    }
    if settings.refusesPowerfulLogins {
      text += "select rolsuper or rolbypassrls from pg_catalog.pg_roles where rolname = current_user"
    }
    return text
  }
}
