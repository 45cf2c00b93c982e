import Database
import Imports

extension Customer {
  /// Takes back a part of what an import has done to customers: those it changed are made as they were, and those it made go
  /// where nobody refers to them. One step of `ImportKind.undo`, behind what refers to customers.
  /// - Returns: whether there may be more.
  package static func undoImport(
    _ id: Import.ID, counting outcome: inout UndoOutcome, in db: TenantDatabase
  ) async throws -> Bool {
    let undo = CustomerUndo(id: id, db: db)
    if try await undo.putBack(&outcome) { return true }
    return try await undo.remove(&outcome)
  }
}
