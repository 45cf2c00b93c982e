import Basics
import Catalog
import Customers

/// Lines that are taken in one transaction, and what they name.
struct OrderBatch: Sendable {
  let lines: [ImportedLine]
  let zone: TimeZoneRules
  /// Everybody named in the lines, in the order in which they are met.
  let customers: [NamedCustomer]
  /// Everything sold, given away or taken out of the books in the lines.
  let products: [NamedProduct]
  let invoices: [ImportedInvoice]

  /// - Parameter zone: the shop's, by which its days are counted.
  init(_ lines: [ImportedLine], in zone: TimeZoneRules) {
    self.lines = lines
    self.zone = zone
    customers = lines.grouped(by: \.buyer.key, make: NamedCustomer.init) { $0.meet($1) }
    products = lines.grouped(by: \.productCode) {
      NamedProduct(sku: $0.code)
    } meet: { product, line in
      if line.head == .product && line.quantity > 0 { product.meet(name: line.description, at: line.placed) }
    }
    invoices = lines.grouped(by: \.invoice, make: ImportedInvoice.init) { $0.meet($1) }
  }
}

extension [ImportedLine] {
  /// What the lines name, each once, having met each of its lines; what has an empty key is left out.
  fileprivate func grouped<Group>(
    by key: (ImportedLine) -> String, make: (ImportedLine) -> Group, meet: (inout Group, ImportedLine) -> Void
  ) -> [Group] {
    var groups: [Group] = []
    var places: [String: Int] = [:]
    var last = (name: "", place: 0)
    for line in self {
      let name = key(line)
      if name.isEmpty { continue }
      if name != last.name || groups.isEmpty {
        let place = places[name] ?? groups.count
        if place == groups.count {
          places[name] = place
          groups.append(make(line))
        }
        last = (name, place)
      }
      meet(&groups[last.place], line)
    }
    return groups
  }
}

/// An invoice as the lines of one batch know it.
struct ImportedInvoice: Sendable {
  let number: String
  private let isCancellation: Bool
  let state: OrderState
  private(set) var placed: Instant
  private(set) var customer = ""
  private(set) var place = ImportedLine.Place()
  /// What its lines of the batch come to.
  private(set) var figures = InvoiceFigures()

  init(_ line: ImportedLine) {
    number = line.invoice
    placed = line.placed
    isCancellation = InvoiceKind(number: number) == .cancellation
    state = isCancellation ? .returned : line.isVoid ? .cancelled : .delivered
  }

  /// What it is by its lines of the batch.
  var kind: OrderKind { isCancellation ? .cancellation : figures.hasProduct ? .order : .other }

  mutating func meet(_ line: ImportedLine) {
    figures.take(line, isCancellation: isCancellation)
    placed = min(placed, line.placed)
    if customer.isEmpty { customer = line.buyer.key }
    if place.country.isEmpty { place.country = line.place.country }
    if place.region.isEmpty { place.region = line.place.region }
    if place.city.isEmpty { place.city = line.place.city }
  }
}

extension NamedCustomer {
  fileprivate init(_ line: ImportedLine) {
    self.init(key: line.buyer.key)
  }

  fileprivate mutating func meet(_ line: ImportedLine) {
    meet(
      name: line.buyer.name, email: line.buyer.email, phone: line.buyer.phone, country: line.place.country,
      region: line.place.region, city: line.place.city, at: line.placed)
  }
}
