import Audit
import Basics
import Glibc
import Operations
import Storage
import Vault

/// Where Haat runs: its settings, its folder, its database and its log. Every command but the simplest opens one.
package struct Installation: Sendable {
  package let settings: Settings
  package let log: Log
  /// Haat's own files, absolute.
  package let varFolder: String
  package let databases: DatabaseURLs
  /// The cluster of its own, where no server was given.
  package let cluster: LocalCluster?
  /// What tokens and drafts are sealed with.
  package let secret: String
  /// What the columns are sealed with that features declare.
  package let vault: Vault

  /// Finds or makes all of it. Called by root it becomes the system user `haat`, for good.
  ///
  /// A file that only the caller may read is to be opened before. `command` is what others read who find the cluster
  /// held by this process.
  package init(for command: String, settings: Settings, log: Log) throws {
    self.settings = settings
    self.log = log
    varFolder = try Residence(settings).moveIn()
    if let given = settings.databases {
      databases = given
      cluster = nil
    } else {
      let holder = "process \(getpid()) (haat \(command))"
      let cluster = try LocalCluster(in: varFolder + "/postgres", holder: holder, log: log)
      databases = DatabaseURLs(cluster)
      self.cluster = cluster
    }
    secret = try settings.secret ?? Installation.keptSecret(in: varFolder + "/secret")
    let masters = try settings.masterKeys ?? Installation.keptMasterKeys(in: varFolder + "/master-keys")
    vault = Vault(masters: masters, columns: Features.sealedColumns)
  }

  /// Where the files of the tenants lie.
  package var storage: FileStorage {
    FileStorage(root: varFolder + "/storage", quota: settings.storageQuota * 1_000_000)
  }

  /// What the seals of the audit log are signed and verified with.
  package func auditKeys() throws -> AuditKeys { try AuditKeys(secret: secret, given: settings.auditKey) }

  /// Stops what was started.
  package func close() {
    cluster?.stop()
    log.close()
  }

  private static func keptSecret(in path: String) throws -> String {
    var random = SystemRandomNumberGenerator()
    let fresh = (0..<4).map { _ in hexadecimal(random.next()) }.joined()
    let secret = trimmed(try readText(path, orWrite: fresh + "\n"))
    guard secret.utf8.count >= 32 else {
      throw Trouble("\(path) must hold 32 characters or more.", mend: "Remove it, and another is made.")
    }
    return secret
  }

  private static func keptMasterKeys(in path: String) throws -> MasterKeys {
    do {
      return try MasterKeys(trimmed(try readText(path, orWrite: MasterKeys.fresh(id: "development") + "\n")))
    } catch let problem as MasterKeyProblem {
      throw Trouble(
        "\(path) \(problem).",
        mend: "Bring back what stood there: what was sealed with it opens with nothing else.")
    }
  }

  private static func hexadecimal(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension DatabaseURLs {
  init(_ cluster: LocalCluster) {
    self.init(
      app: cluster.url(for: .app), platform: cluster.url(for: .platform), owner: cluster.url(for: .owner),
      administrator: cluster.url(for: .administrator, database: "postgres"))
  }
}
