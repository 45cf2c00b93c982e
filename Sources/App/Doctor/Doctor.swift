import Operations

/// Looks at everything Haat stands on, and says of each thing whether it is well and how to mend it.
package struct Doctor {
  let installation: Installation

  package init(_ installation: Installation) { self.installation = installation }

  package func examine() -> [Finding] {
    let isServed = installation.cluster.map { !$0.isOwned } ?? true
    let settings = installation.settings
    var findings = settings.warnings.map { Finding.warn($0, mend: "Remove it, or mend the name.") }
    findings +=
      MachineChecks(settings: settings, varFolder: installation.varFolder, isServed: isServed).findings
    return findings
  }

  /// The one finding where Haat cannot even begin.
  package static func finding(of trouble: Trouble) -> Finding { .bad(trouble.what, mend: trouble.mend) }
}
