import Basics
import HTML

/// The lists with the rows that a figure is made of, as their addresses ask for them.
struct SalesAddress: Sendable {
  /// Where the pages of the business begin.
  let path: String
  let days: ClosedRange<LocalDate>

  private func orders(_ filters: [(StaticString, String)]) -> String {
    var output = Output(capacity: 160)
    output.append(path)
    output.append("/orders?from=")
    output.append(days.lowerBound.description)
    output.append("&to=")
    output.append(days.upperBound.description)
    for (name, value) in filters {
      output.append("&")
      output.append(name)
      output.append("=")
      output.urlComponent(value)
    }
    return output.string
  }

  /// Orders, cancellations and the rest: what net sales are made of.
  var everything: String { orders([]) }
  var orders: String { orders([("kind", "order")]) }
  var cancellations: String { orders([("kind", "cancellation")]) }
  var refunds: String { orders([("refunds", "yes")]) }
  /// The first orders of customers: as many as there are new customers.
  var newCustomers: String { orders([("customer", "new")]) }
  /// The first orders in these days of customers who had ordered before them: as many as there are such customers.
  var returningCustomers: String { orders([("customer", "back")]) }
  var anonymous: String { orders([("kind", "order"), ("customer", "none")]) }

  func product(_ id: String) -> String { orders([("product", id)]) }
  func head(_ head: String) -> String { orders([("head", head)]) }
  func country(_ country: String) -> String { orders([("country", SalesAddress.asked(country))]) }
  func region(_ region: String, of country: String) -> String {
    orders([("country", SalesAddress.asked(country)), ("region", SalesAddress.asked(region))])
  }

  /// Orders that name no place are asked for by a dash.
  private static func asked(_ place: String) -> String { place.isEmpty ? "–" : place }

  func weekday(_ weekday: Weekday) -> String { orders([("weekday", String(weekday.rawValue))]) }
  func hour(_ hour: Int) -> String { orders([("hour", String(hour))]) }
}
