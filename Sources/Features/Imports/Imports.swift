import Audit
import Basics
import Jobs
import Vault
import Web

/// Brings files into a shop's books: what all kinds of rows have in common. A kind is an `ImportKind` of the feature that
/// owns its tables.
///
/// Owns `imports`, `import_refusals`, `import_changes` and `import_mappings`.
package enum Imports: Feature {
  package static func routes(_ routes: inout Routes) {}

  package static var dangerousActions: [DangerousAction] { [.undoImport, .exportRefusedRows] }

  package static var auditedActions: [AuditedAction] { AuditedAction.ofImports }

  package static var sealedColumns: [SealedColumn] { [.refusedRow] }

  package static var jobs: [any Job.Type] { [ForgetOldImports.self] }

  package static var schedule: [ScheduledJob] {
    [.everyTenant("forget-old-imports", .daily(hour: 4, minute: 10)) { _ in ForgetOldImports() }]
  }

  /// The jobs of one kind, for the feature that provides it.
  package static func jobs<Kind: ImportKind>(of _: Kind.Type) -> [any Job.Type] {
    [TryImport<Kind>.self, RunImport<Kind>.self, UndoImport<Kind>.self]
  }
}

extension DangerousAction {
  static let undoImport = DangerousAction("imports.undo", "Take the import back", factor: .any)
  /// Rows of customers are personal data, taken or not.
  static let exportRefusedRows = DangerousAction(
    "imports.export-refused", "Export rows that could not be taken", factor: .strongest,
    freshness: .seconds(5 * 60))
}
