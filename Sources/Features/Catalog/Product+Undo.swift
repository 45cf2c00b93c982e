import Database
import Imports

extension Product {
  /// Takes back a part of what an import has done to products, variants and categories: those it changed are made as they
  /// were, and those it made go where nothing refers to them. One step of `ImportKind.undo`, behind what refers to
  /// variants.
  /// - Returns: whether there may be more.
  package static func undoImport(
    _ id: Import.ID, counting outcome: inout UndoOutcome, in db: TenantDatabase
  ) async throws -> Bool {
    try await ProductUndo(id, in: db).step(counting: &outcome)
  }
}
