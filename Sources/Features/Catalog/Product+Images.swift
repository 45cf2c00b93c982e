import Database
import Imports

extension Product {
  /// Notes products as they are, before an import that has not made them changes them.
  package static func note(_ products: [ID], for target: ImportTarget, in db: TenantDatabase) async throws {
    guard let id = target.id, !products.isEmpty else { return }
    try await RowImage.note(
      .products,
      """
      select p.id, to_jsonb(p)
        from products p
       where p.tenant_id = \(db.tenant) and p.id = any(\(products)) and p.import_id is distinct from \(id)
      """, for: target, in: db)
  }
}

extension Variant {
  /// Notes variants as they are, before an import that has not made them changes them.
  package static func note(_ variants: [ID], for target: ImportTarget, in db: TenantDatabase) async throws {
    guard let id = target.id, !variants.isEmpty else { return }
    try await RowImage.note(
      .variants,
      """
      select v.id, to_jsonb(v)
        from variants v
       where v.tenant_id = \(db.tenant) and v.id = any(\(variants)) and v.import_id is distinct from \(id)
      """, for: target, in: db)
  }
}
