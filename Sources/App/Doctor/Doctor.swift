import Basics
import Database
import Loop
import Operations

/// Looks at everything Haat stands on, and says of each thing whether it is well and how to mend it.
package struct Doctor {
  let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  /// On the calling thread, which must be none of the loops'.
  ///
  /// - Parameter address: Who gets a test mail; nil for nobody.
  package func examine(mailing address: EmailAddress? = nil) throws -> [Finding] {
    let isServed = installation.cluster.map { !$0.isOwned } ?? true
    let settings = installation.settings
    var findings = settings.warnings.map { Finding.warn($0, mend: "Remove it, or mend the name.") }
    findings +=
      MachineChecks(settings: settings, varFolder: installation.varFolder, isServed: isServed).findings
    findings += waitFor { await MailChecks(settings: settings).findings(mailing: address) }
    return findings + (try examineDatabase())
  }

  private func examineDatabase() throws -> [Finding] {
    let group = LoopGroup(count: 1)
    group.start()
    defer { group.shutdown() }
    let urls = installation.databases
    var settings = DatabaseSettings(appURL: urls.app, platformURL: urls.platform)
    // Who stands above row security is to be found, not refused.
    settings.refusesPowerfulLogins = false
    let databases = try Databases(settings, on: group)
    let checks = DatabaseChecks(urls: urls, databases: databases, isOwn: installation.cluster != nil)
    return waitFor {
      let findings = await checks.findings()
      await databases.close()
      return findings
    }
  }

  /// The one finding where Haat cannot even begin.
  package static func finding(of trouble: Trouble) -> Finding { .bad(trouble.what, mend: trouble.mend) }
}
