import Basics
import CLinux
import Glibc
import Loop
import Synchronization

/// A PostgreSQL of Haat's own, for one machine: made, started, watched and stopped by the process that uses it.
///
/// It listens on a unix socket alone, in a folder that only this account can enter, and asks everybody for a password.
/// The first process to open it owns it: it starts the server again when it is killed, and stops it at the end.
/// Others that open the same folder meanwhile join it.
package final class LocalCluster: Sendable {
  package let folder: ClusterFolder
  /// Where its socket is.
  package let socketFolder: String
  private let logins: ClusterLogins
  /// Nil where another process owns the cluster.
  private let supervisor: ClusterSupervisor?

  /// Opens the cluster in a folder, and makes it there if there is none. Comes back when the server is ready.
  ///
  /// `holder` is what others read of this process when they find the cluster held. Not for root, as whom PostgreSQL
  /// refuses to run.
  package init(in path: String, holder: String, patience: Duration = .seconds(60), log: Log? = nil) throws {
    folder = ClusterFolder(path)
    try makeFolder(path)
    let limit = monotonicNanoseconds() + UInt64(patience.inMicroseconds) * 1000
    while true {
      if let lock = try FileLock(folder.lock, note: holder) {
        let programs = try PostgresPrograms.found()
        logins = try folder.prepared(with: programs)
        try folder.clearLeftovers()
        socketFolder = try folder.madeSocketFolder()
        try folder.configure(socketFolder: socketFolder)
        supervisor = try ClusterSupervisor(folder: folder, programs: programs, lock: lock, log: log)
        return
      }
      if let joined = folder.joined() {
        (socketFolder, logins) = joined
        supervisor = nil
        return
      }
      guard monotonicNanoseconds() < limit else {
        throw Trouble("The database in \(folder.data) is held by \(folder.holder), and is not ready.")
      }
      usleep(10_000)
    }
  }

  /// Whether this process started the server, and will stop it.
  package var isOwned: Bool { supervisor != nil }

  /// How to reach the database `haat` as one of its logins; holds the password.
  package func url(for login: ClusterLogin, database: String = "haat") -> String {
    "postgresql://\(login.rawValue):\(logins.password(of: login))@/\(database)?host=\(socketFolder)"
  }

  /// Stops the server, if this process started it: open transactions are rolled back, what was committed is kept.
  package func stop() {
    guard let supervisor else { return }
    supervisor.stop()
    folder.removeSocketFolder()
  }
}

/// Who signs in to the cluster.
package enum ClusterLogin: String, CaseIterable, Sendable {
  case administrator = "haat_admin"
  case owner = "haat_owner"
  case app = "haat_app"
  case platform = "haat_platform"
}

/// The passwords, as they stand in a file of libpq's `.pgpass` format.
struct ClusterLogins: Sendable {
  private let passwords: [String: String]

  /// Random ones of 160 bits.
  init() {
    var random = SystemRandomNumberGenerator()
    let digits = Array("abcdefghijkmnpqrstuvwxyz23456789")
    passwords = Dictionary(
      uniqueKeysWithValues: ClusterLogin.allCases.map { login in
        (login.rawValue, String((0..<32).map { _ in digits[Int(random.next(upperBound: 32 as UInt64))] }))
      })
  }

  /// Reads the file; nil unless it names every login.
  init?(text: String) {
    var passwords: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: ":", omittingEmptySubsequences: false)
      if fields.count == 5 { passwords[String(fields[3])] = String(fields[4]) }
    }
    guard ClusterLogin.allCases.allSatisfy({ passwords[$0.rawValue]?.isEmpty == false }) else { return nil }
    self.passwords = passwords
  }

  var text: String { ClusterLogin.allCases.map { "*:*:*:\($0.rawValue):\(password(of: $0))\n" }.joined() }

  func password(of login: ClusterLogin) -> String { passwords[login.rawValue] ?? "" }
}
