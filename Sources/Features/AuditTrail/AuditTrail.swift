import Audit
import Basics
import Jobs
import Looks
import Web

/// What was done in a business, by whom and from where: to be searched, and to be taken along as a file.
///
/// Reads the tables of the audit log; each feature writes it in the transaction of its change. Notes itself when a session
/// enters the business.
package enum AuditTrail: Feature {
  package static var permissions: [Permission] { [.viewAudit, .exportAudit] }
  package static var dangerousActions: [DangerousAction] { [.exportAudit] }

  package static func routes(_ routes: inout Routes) {
    routes.get("/audit", for: .can(.viewAudit), index)
    routes.post("/audit/export", for: .can(.exportAudit), stepUp: .exportAudit, export)
  }

  package static var platformJobs: [any PlatformJob.Type] { [SealAudit.self] }
  package static var schedule: [ScheduledJob] { [SealAudit.appointment] }

  package static var navigation: [NavigationEntry] {
    [NavigationEntry("Audit log", path: "/audit", icon: .shield, permission: .viewAudit)]
  }

  package static var auditedActions: [AuditedAction] {
    [
      AuditedAction("keys.rotated", "Sealing key replaced") {
        "\($0.actor) replaced the key that data is sealed with"
      },
      AuditedAction(
        "keys.deleted", "Sealing keys deleted",
        fields: [AuditedField("keys", "Keys", words: AuditedField.number)]
      ) {
        "\($0.actor) deleted the keys that data is sealed with"
      },
      AuditedAction("keys.master-rotation-begun", "Master key replaced") {
        "\($0.actor) began to replace the master key"
      },
      AuditedAction(
        "keys.master-rotated", "Master key replaced",
        fields: [AuditedField("keys", "Keys", words: AuditedField.number)]
      ) {
        "\($0.actor) replaced the master key"
      },
      AuditedAction("session.entered", "Entered the business") { "\($0.actor) came in" },
      AuditedAction(
        "session.proof-failed", "Confirmation failed",
        fields: [AuditedField("tries", "Tries", words: AuditedField.number)]
      ) { "\($0.actor) tried to confirm “\($0.subject)” and failed" },
      AuditedAction(
        "audit.export", "Audit log exported", fields: [AuditedField("search", "Search")]
      ) { "\($0.actor) exported the audit log" },
      AuditedAction(
        "audit.erase", "Personal details erased",
        fields: [
          AuditedField("part", "What", words: AuditTrail.erasedPart),
          AuditedField("entries", "Entries", words: AuditedField.number),
        ]
      ) { "\($0.actor) had personal details erased from \($0.after("entries")) entries" },
    ]
  }

  @Sendable private static func erasedPart(_ part: String) -> Message {
    part == "actor" ? "Name, address and device of who acted" : "What the entries were about"
  }

  package static func arrive(_ request: Request) async throws { try await Entrances.shared.note(request) }
}

extension Permission {
  package static let viewAudit = Permission(
    "audit.view", "See the audit log",
    "Who did what, when, from which address and device, and how it was before.", roles: [.admin])
  package static let exportAudit = Permission(
    "audit.export", "Export the audit log",
    "Takes the log along as a file, with everybody's names and addresses.", roles: [.admin])
}

extension DangerousAction {
  package static let exportAudit = DangerousAction("audit.export", "Export the audit log", factor: .strongest)
}
