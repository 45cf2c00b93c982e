import Basics
import Database
import Imports

/// Rows of a catalogue, brought together under their products.
struct CatalogBatch {
  let says: CatalogColumns
  var groups: [CatalogGroup] = []
  /// Variants that their products name, by SKU.
  var children: [String: (group: Int, child: ChildVariant)] = [:]

  init(_ rows: [CatalogRow]) {
    says = rows[0].says
    var places: [String: Int] = [:]
    let claims = rows.reduce(into: [String: (key: String, child: ChildVariant)]()) { claims, row in
      for child in row.children { claims[child.sku] = (row.key, child) }
    }
    for (index, row) in rows.enumerated() {
      let row = row.claimed(by: row.variant?.sku.flatMap { claims[$0] })
      let place = places[row.key] ?? groups.count
      if place == groups.count {
        places[row.key] = place
        groups.append(CatalogGroup(key: row.key))
      }
      groups[place].take(row, at: index)
      for child in row.children { children[child.sku] = (place, child) }
    }
  }
}

/// The rows of one product in a batch.
struct CatalogGroup {
  let key: String
  var product = Product.ID()
  /// It was there before.
  var isKnown = false
  var details: ProductDetails?
  var options: [String]?
  var image: String?
  var standsAlone = false
  /// Its rows are of a product of another key, of which they say nothing.
  var isGuest = false
  var variants: [Entry] = []
  /// Rows that say something of the product alone.
  var rows: [Int] = []

  /// A variant and its row in the batch.
  struct Entry {
    let row: Int
    var variant: VariantDetails
    var id = Variant.ID()
    var isKnown = false
  }

  init(key: String) { self.key = key }

  mutating func take(_ row: CatalogRow, at index: Int) {
    details = details ?? row.details
    options = row.options ?? options
    image = image ?? row.image
    standsAlone = standsAlone || row.standsAlone
    if let variant = row.variant {
      variants.append(Entry(row: index, variant: variant))
    }
    if row.variant == nil || row.details != nil { rows.append(index) }
  }

  var skus: Set<String> { Set(variants.compactMap(\.variant.sku)) }
}

extension CatalogRow {
  /// A row of its own whose SKU another product has named: it is that product's variant.
  fileprivate func claimed(by claim: (key: String, child: ChildVariant)?) -> CatalogRow {
    guard let claim, standsAlone, claim.key != key else { return self }
    var row = self
    row.key = claim.key
    row.details = nil
    row.options = nil
    row.image = nil
    row.variant?.options = claim.child.options
    row.variant?.position = claim.child.position
    return row
  }
}
