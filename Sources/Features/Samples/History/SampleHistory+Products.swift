import Basics
import Catalog

extension SampleHistory {
  /// What the shop sells, at the prices of a day.
  func products(on date: LocalDate) -> [NewProduct] {
    trade.goods.map { good in
      var product = NewProduct(key: "SMP-\(good.key)", name: good.name)
      product.vendor = good.vendor
      product.type = good.category.split(separator: " > ").last.map(String.init) ?? ""
      product.options = good.options
      product.categories = [good.category]
      product.variants = good.variants.map { variantRow($0, of: good, on: date - opened) }
      return product
    }
  }

  private func variantRow(_ variant: GoodVariant, of good: Good, on number: Int) -> NewVariant {
    var row = NewVariant(sku: variant.sku, price: price(of: variant, of: good, on: number))
    row.options = variant.options
    row.cost = prices.price(variant.cost)
    row.weightGrams = variant.weightGrams
    let usual = prices.price(variant.price)
    row.compareAt = row.price < usual ? usual : variant.compareAt.map(prices.price)
    return row
  }

  /// Every code that its orders name.
  var codes: [String] { trade.goods.flatMap { $0.variants.map(\.sku) } }
}
