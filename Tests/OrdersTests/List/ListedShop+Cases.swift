import Basics
import Foundation
import Testing

@testable import Lists
@testable import Orders

/// What a filter means, in Swift.
struct Case {
  let values: [String: String]
  let lets: @Sendable (Listed) -> Bool

  init(_ query: String, _ lets: @escaping @Sendable (Listed) -> Bool) {
    let items = URLComponents(string: "?\(query)")?.queryItems ?? []
    values = Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first }
    self.lets = lets
  }
}

extension ListedShop {
  var cases: [Case] {
    let customer = orders.compactMap(\.customer).first ?? ""
    let product = orders.flatMap(\.lines).compactMap(\.product).first ?? ""
    let importID = orders.compactMap(\.importID).first ?? ""
    let heads = LineHead.allCases.filter { $0 != .product }
    let some: [Case] = [
      Case("q=1") {
        $0.number == "1" || $0.ownNumber == 1 || $0.customerNumber == 1 || $0.customerName == "100% Cotton"
      },
      Case("q=inv-1") { $0.number.hasPrefix("INV-1") }, Case("q=INV-") { $0.number.hasPrefix("INV-") },
      Case("q=rahman") { $0.customerName == "Lamia Rahman" },
      Case("q=LAMIA%20r") { $0.customerName == "Lamia Rahman" },
      Case("q=100%25") { $0.customerName == "100% Cotton" }, Case("q=%25") { _ in false },
      Case("q=%E0%A6%B2%E0%A6%BE%E0%A6%AE%E0%A6%BF") { $0.customerName == "লামিয়া" },
      Case("q=c3%40example.com") { $0.customerNumber == 3 },
      Case("q=01700-000012") { $0.customerNumber == 2 },
      Case("period=custom&from=2011-03-20") { $0.date >= "2011-03-20" },
      Case("period=custom&from=2011-03-25&to=2011-04-10") { ("2011-03-25"..."2011-04-10").contains($0.date) },
      Case("period=month") { ("2011-02-26"..."2011-03-27").contains($0.date) },
      Case("min=1.5") { $0.total >= 150 }, Case("min=-5&max=10.25") { (-500...1025).contains($0.total) },
      Case("country=India") { $0.country == "India" }, Case("region=Khulna") { $0.region == "Khulna" },
      Case("country=–") { $0.country.isEmpty }, Case("region=–") { $0.region.isEmpty },
      Case("customer=new") { $0.kind == "order" && $0.customer != nil && $0.previous == nil },
      Case("customer=returning") { $0.kind == "order" && $0.previous != nil },
      Case("customer=back&period=custom&from=2011-03-28") {
        $0.kind == "order" && $0.date >= "2011-03-28" && ($0.previous ?? "9") < "2011-03-28"
      },
      Case("customer=none") { $0.customer == nil }, Case("customer=\(customer)") { $0.customer == customer },
      Case("refunds=yes") { $0.refunds != 0 }, Case("refunds=no") { $0.refunds == 0 },
      Case("hour=7") { $0.hour == 7 }, Case("hour=23") { $0.hour == 23 },
      Case("product=\(product)") { $0.sells(product) }, Case("product=p2") { $0.sells("p2") },
      Case("import=\(importID)") { $0.importID == importID },
    ]
    return some
      + OrderKind.allCases.map { kind in Case("kind=\(kind.rawValue)") { $0.kind == kind.rawValue } }
      + OrderState.allCases.map { state in Case("state=\(state.rawValue)") { $0.state == state.rawValue } }
      + heads.map { head in Case("head=\(head.rawValue)") { $0.lines.map(\.head).contains(head.rawValue) } }
      + (0..<7).map { day in Case("weekday=\(day)") { $0.weekday == day } }
  }
}
