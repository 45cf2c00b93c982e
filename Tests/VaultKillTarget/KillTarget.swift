import Audit
import Basics
import Database
import Glibc
import Jobs
import Loop
import Vault

/// A process that rotates keys, to be killed by the tests. Its input says how: the logins' URLs, the master keys, and
/// `rotate-master` or `work`. It ends when its input does, so that it never outlives who started it.
@main
struct KillTarget {
  static func main() async throws {
    guard let appURL = readLine(), let platformURL = readLine(), let keys = readLine(), let task = readLine()
    else {
      return
    }
    let vault = Vault(
      masters: try MasterKeys(keys), columns: [SealedColumn("sealed_notes", "body")])
    var registry = JobRegistry(jobs: Vault.jobs)
    registry.provisions[Vault.self] = vault
    var settings = DatabaseSettings(appURL: appURL, platformURL: platformURL)
    settings.attachment = registry
    let group = LoopGroup(count: 1)
    group.start()
    let databases = try Databases(settings, on: group)
    _ = JoinableThread(name: "input") {
      while readLine() != nil {}
      exit(0)
    }
    if task == "rotate-master" {
      try await vault.rotateMaster(in: databases, by: Actor(kind: .command, name: "test"))
      exit(0)
    }
    var pace = WorkerSettings()
    pace.lease = .milliseconds(300)
    pace.scanning = .milliseconds(100)
    pace.keepsSchedule = false
    Worker(databases: databases, on: group, registry: registry, settings: pace) { _ in }.start()
    while true { try await Task.sleep(for: .seconds(3600)) }
  }
}
