import Basics
import Database
import Imports

// What is there already of the products and variants of a batch.
extension CatalogBatch {
  /// Finds each product by its key, else by the variants that are there under its SKUs.
  mutating func match(for target: ImportTarget, in db: TenantDatabase) async throws {
    let known = try await Product.known(groups.map(\.key), of: target.source, in: db)
    let bySKU = Dictionary(
      try await KnownVariant.all(ofSKUs: groups.flatMap { $0.variants.compactMap(\.variant.sku) }, in: db)
        .compactMap { variant in variant.sku.map { ($0, variant) } }
    ) { first, _ in first }
    for index in groups.indices {
      if let id = known[groups[index].key] { settle(index, on: id) }
    }
    try await takeOver(bySKU, for: target, in: db)
    try await matchVariants(bySKU, in: db)
  }

  private mutating func settle(_ index: Int, on product: Product.ID) {
    groups[index].product = product
    groups[index].isKnown = true
  }

  /// A product whose key is new, of variants that are there: it is the product that had them, if all of that one's
  /// variants are this one's. So what an order import has made of an unknown SKU becomes the product it belongs to.
  private mutating func takeOver(
    _ bySKU: [String: KnownVariant], for target: ImportTarget, in db: TenantDatabase
  ) async throws {
    var taken = Set(groups.filter(\.isKnown).map(\.product))
    let open = groups.indices.filter { !groups[$0].isKnown }
    let candidates = open.map { index in
      groups[index].variants.compactMap { $0.variant.sku.flatMap { bySKU[$0] } }
    }
    let products = Array(Set(candidates.flatMap { $0.map(\.product) }).subtracting(taken))
    let variants = Dictionary(grouping: try await KnownVariant.all(of: products, in: db), by: \.product)
    let own = try await Product.ofSource(target.source, among: products, in: db)
    for (index, found) in zip(open, candidates) {
      let skus = groups[index].skus
      let whole = found.first { variant in
        !taken.contains(variant.product)
          && (variants[variant.product] ?? []).allSatisfy { $0.sku.map(skus.contains) ?? false }
      }
      if let whole {
        taken.insert(whole.product)
        settle(index, on: whole.product)
      } else if groups[index].standsAlone, let home = found.first?.product, own.contains(home) {
        // Magento's rows of variants stand alone; whose they are has been said before.
        groups[index].stay(with: home, options: found[0].options)
      }
    }
  }

  /// A variant is known by its SKU, else by its options within its product.
  private mutating func matchVariants(_ bySKU: [String: KnownVariant], in db: TenantDatabase) async throws {
    let products = groups.filter(\.isKnown).map(\.product)
    let siblings = Dictionary(grouping: try await KnownVariant.all(of: products, in: db), by: \.product)
    var used = Set<Variant.ID>()
    for group in groups.indices {
      for entry in groups[group].variants.indices {
        if let sku = groups[group].variants[entry].variant.sku, let known = bySKU[sku] {
          groups[group].variants[entry].settle(on: known.id, &used)
        }
      }
    }
    for group in groups.indices where groups[group].isKnown {
      let siblings = siblings[groups[group].product] ?? []
      for entry in groups[group].variants.indices where !groups[group].variants[entry].isKnown {
        let variant = groups[group].variants[entry].variant
        let known = siblings.first {
          $0.options == variant.options && !used.contains($0.id) && ($0.sku == nil || variant.sku == nil)
        }
        if let known { groups[group].variants[entry].settle(on: known.id, &used) }
      }
    }
  }
}

extension CatalogGroup {
  /// Adds to a product of another key, and says nothing of it.
  fileprivate mutating func stay(with home: Product.ID, options: [String]) {
    product = home
    isKnown = true
    isGuest = true
    details = nil
    for index in variants.indices { variants[index].variant.options = options }
  }
}

extension CatalogGroup.Entry {
  fileprivate mutating func settle(on known: Variant.ID, _ used: inout Set<Variant.ID>) {
    guard used.insert(known).inserted else { return }
    id = known
    isKnown = true
  }
}
