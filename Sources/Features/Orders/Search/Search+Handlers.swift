import Basics
import Catalog
import Customers
import Lists
import Web

extension Orders {
  /// The search of the top bar: a few of each list, as far as the person may see it.
  static func search(_ request: Request) async throws -> Response {
    let words = String((request.query("q") ?? "").normalizedLine.unicodeScalars.prefix(200))
    async let orders = Findings.find(words, in: OrderList.self, detail: "customer", side: "total", request)
    async let customers = request.can(.viewCustomers) ? Customers.find(words, request) : nil
    async let products = request.can(.viewProducts) ? Catalog.find(words, request) : nil
    let findings = try await [orders, customers, products].compactMap { $0 }
    return .page(
      SearchPage(
        shell: request.shell(section: "/search"), words: words, findings: findings,
        path: request.path("/search")))
  }
}
