import App
import Audit
import Basics
import Database
import Loop
import Operations
import Tenancy

extension Commands {
  /// The exit code is 1 if anything is wrong.
  static let verifyAudit = Command(
    Usage("audit verify", options: ["--tenant": "SLUG", "--head": "SEQ:HEX"]),
    "Follows the audit log's chain of seals, of a business, “platform” or all, and names what was changed"
  ) { arguments in
    let slug = arguments.options["--tenant"]
    let known = try arguments.options["--head"].map { text in
      guard let head = AuditHead(text) else {
        throw Trouble(
          "\(text) is no head.", mend: "It is like 12:9f3c…, as the log and this command write it.")
      }
      return head
    }
    if known != nil, slug == nil { throw Trouble("A head is one business's: --head needs --tenant.") }
    return try withInstallation(for: "audit verify") { installation in
      if installation.cluster?.isOwned == true {
        try waitFor { try await Schema(installation.databases).updateOwn() }
      }
      let verifier = AuditVerifier(try installation.auditKeys(), known: known)
      let group = LoopGroup(count: 1)
      group.start()
      defer { group.shutdown() }
      let databases = try Databases(DatabaseSettings(installation), on: group)
      return try waitFor {
        var isSound = true
        for log in try await AuditLog.all(slug, in: databases) {
          let report = try await verifier.report(on: databases.tenant(log.tenant))
          for line in log.lines(report) { say(line) }
          isSound = isSound && report.isSound
        }
        await databases.close()
        return isSound ? 0 : 1
      }
    }
  }
}

/// Whose log it is, and what is said of it.
private struct AuditLog: Sendable {
  let tenant: TenantID
  let name: String

  /// People's own doings are in the platform's log, which is no business's.
  private static let platform = AuditLog(tenant: .platform, name: "platform")

  static func all(_ slug: String?, in databases: Databases) async throws -> [AuditLog] {
    if slug == platform.name { return [platform] }
    guard let slug else {
      return [platform]
        + (try await Tenant.all(in: databases.global)).map { AuditLog(tenant: $0.id, name: $0.slug.text) }
    }
    guard let slug = Slug(slug), let tenant = try? await Tenant.find(slug, in: databases.global) else {
      throw Trouble(
        "There is no business at “\(slug)”.", mend: "It is the word behind /t/ in the address of its pages.")
    }
    return [AuditLog(tenant: tenant.id, name: slug.text)]
  }

  func lines(_ report: AuditReport) -> [String] {
    var counts = "\(report.entries) entries under \(report.seals) seals"
    if report.waiting > 0 { counts += ", \(report.waiting) not sealed yet" }
    let erased = (report.erasedActors, report.erasedContents)
    if erased != (0, 0) { counts += ", erased: names of \(erased.0), contents of \(erased.1)" }
    if let head = report.head { counts += ", head \(head)" }
    guard !report.isSound else { return ["OK \(name): \(counts)"] }
    let more = report.faultCount - report.faults.count
    return ["WRONG \(name): \(counts)"] + report.faults.map { "  \($0)" }
      + (more > 0 ? ["  and \(more) more"] : [])
  }
}
