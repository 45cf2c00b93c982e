import Basics
import Catalog
import Customers

/// Some rows of a file, taken in one transaction.
struct ImportBatch: Sendable {
  private(set) var lines: [PlacedLine] = []
  private(set) var refusals: [Refusal] = []
  /// Where the rest of the file begins, in bytes of the uncompressed file.
  var end = 0

  struct PlacedLine: Sendable {
    let position: Int32
    let line: ImportedLine
  }

  var count: Int { lines.count + refusals.count }

  mutating func add(_ line: ImportedLine, at position: Int32) {
    lines.append(PlacedLine(position: position, line: line))
  }
  mutating func add(_ refusal: Refusal) { refusals.append(refusal) }

  /// Everybody named in the lines, in the order in which they are met.
  var customers: [NamedCustomer] {
    grouped(by: \.customer) {
      NamedCustomer(key: $0.customer, country: $0.country, at: $0.placed)
    } meet: {
      $0.meet(country: $1.country, at: $1.placed)
    }
  }

  /// Everything sold, given away or taken out of the books in the lines.
  var products: [NamedProduct] {
    grouped(by: \.productCode) {
      NamedProduct(sku: $0.code)
    } meet: { product, line in
      if line.head == .product && line.quantity > 0 { product.meet(name: line.description, at: line.placed) }
    }
  }

  var invoices: [ImportedInvoice] {
    grouped(by: \.invoice) {
      ImportedInvoice(number: $0.invoice, placed: $0.placed)
    } meet: {
      $0.meet($1)
    }
  }

  /// What the lines name, each once, having met each of its lines; what has an empty key is left out.
  private func grouped<Group>(
    by key: (ImportedLine) -> String, make: (ImportedLine) -> Group, meet: (inout Group, ImportedLine) -> Void
  ) -> [Group] {
    var groups: [Group] = []
    var places: [String: Int] = [:]
    for placed in lines {
      let name = key(placed.line)
      if name.isEmpty { continue }
      let place = places[name] ?? groups.count
      if place == groups.count {
        places[name] = place
        groups.append(make(placed.line))
      }
      meet(&groups[place], placed.line)
    }
    return groups
  }
}

/// An invoice as the lines of one batch know it.
struct ImportedInvoice: Sendable {
  let number: String
  private(set) var placed: Instant
  private(set) var customer = ""
  private(set) var country = ""

  init(number: String, placed: Instant) {
    self.number = number
    self.placed = placed
  }

  mutating func meet(_ line: ImportedLine) {
    placed = min(placed, line.placed)
    if customer.isEmpty { customer = line.customer }
    if country.isEmpty { country = line.country }
  }
}

extension ImportedLine {
  /// Empty where the code names no goods.
  var productCode: String { LineHead.isGoods(code) ? code : "" }
}
