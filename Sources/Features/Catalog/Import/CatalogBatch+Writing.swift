import Basics
import Database
import Imports

extension CatalogBatch {
  /// Writes what is new and what is different, in the transaction of the batch, and notes what was there before.
  mutating func write(for target: ImportTarget, in db: TenantDatabase) async throws -> BatchOutcome {
    try await match(for: target, in: db)
    let products = ProductArrays(groups)
    try await products.insert(for: target, in: db)
    var changed = Set(try await products.update(for: target, in: db))
    changed.formUnion(try await CategoryLinks(groups).write(for: target, in: db))
    let variants = VariantArrays(groups, says: says)
    try await variants.insert(for: target, in: db)
    let moved = try await variants.update(for: target, in: db)
    let claimed = try await VariantArrays(claims(in: db), says: .options).update(for: target, in: db)
    changed.formUnion(claimed.homes)
    let left = moved.left.union(claimed.left).subtracting(groups.map(\.product))
    try await Product.removeEmptied(among: Array(left), for: target, in: db)
    return outcome(products: changed, variants: moved.changed)
  }

  /// Variants that products of this batch name and that came in batches before.
  private func claims(in db: TenantDatabase) async throws -> [CatalogGroup] {
    let here = groups.reduce(into: Set<String>()) { $0.formUnion($1.skus) }
    let known = try await KnownVariant.all(ofSKUs: children.keys.filter { !here.contains($0) }, in: db)
    return known.compactMap { variant in
      guard let sku = variant.sku, let (group, child) = children[sku] else { return nil }
      var claim = CatalogGroup(key: groups[group].key)
      claim.product = groups[group].product
      let details = VariantDetails(sku: sku, position: child.position, options: child.options)
      claim.variants = [CatalogGroup.Entry(row: 0, variant: details, id: variant.id, isKnown: true)]
      return claim
    }
  }

  private func outcome(products: Set<Product.ID>, variants: Set<Variant.ID>) -> BatchOutcome {
    var states: [Int: Int] = [:]
    for group in groups {
      let product = group.isKnown ? products.contains(group.product) ? 1 : 0 : 2
      for row in group.rows { states[row] = max(states[row] ?? 0, product) }
      for entry in group.variants {
        states[entry.row] = max(
          states[entry.row] ?? 0, entry.isKnown ? variants.contains(entry.id) ? 1 : 0 : 2)
      }
    }
    let counts = Dictionary(grouping: states.values) { $0 }.mapValues(\.count)
    return BatchOutcome(added: counts[2] ?? 0, changed: counts[1] ?? 0, known: counts[0] ?? 0)
  }
}
