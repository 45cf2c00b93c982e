import Basics
import HTML
import Web

/// What a list of orders is asked for. All of it stands in the address of the page.
struct OrderSearch: Equatable, Sendable {
  /// A number of an order or of a customer, or the beginning of a customer's name.
  var words = ""
  var period = OrderPeriod.all
  var kind: OrderKind?
  var state: OrderState?
  var sort = OrderSort.newest

  init() {}

  /// What cannot be read is as if it were not there.
  init(query: (String) -> String?) {
    words = String((query("q") ?? "").normalizedLine.prefix(100))
    period = OrderPeriod(preset: query("period"), from: query("from"), to: query("to"))
    kind = query("kind").flatMap(OrderKind.init)
    state = query("state").flatMap(OrderState.init)
    sort = query("sort").flatMap(OrderSort.init) ?? .newest
  }

  /// Whether it leaves nothing out.
  var isEverything: Bool {
    var other = OrderSearch()
    other.sort = sort
    return self == other
  }

  /// The query of an address that asks for this: `?q=17850&sort=total`; empty for everything, newest first.
  func query(at cursor: Cursor? = nil) -> String {
    var pairs: [(String, String)] = []
    if !words.isEmpty { pairs.append(("q", words)) }
    if period.preset != .all { pairs.append(("period", period.preset.rawValue)) }
    if let first = period.first { pairs.append(("from", first.description)) }
    if let last = period.last { pairs.append(("to", last.description)) }
    if let kind { pairs.append(("kind", kind.rawValue)) }
    if let state { pairs.append(("state", state.rawValue)) }
    if sort != .newest { pairs.append(("sort", sort.rawValue)) }
    if let cursor { pairs.append(("at", cursor.text)) }
    var output = Output(capacity: 128)
    for (index, pair) in pairs.enumerated() {
      output.append(index == 0 ? "?" : "&")
      output.urlComponent(pair.0)
      output.append("=")
      output.urlComponent(pair.1)
    }
    return output.string
  }
}

/// In which order a list stands.
enum OrderSort: String, CaseIterable, Sendable {
  case newest, oldest
  /// The largest first.
  case total

  /// What rows are ordered by beside their key, as a cursor keeps it.
  func key(of row: OrderRow) -> [String] {
    let value = self == .total ? row.total.minorUnits : row.placedAt.microseconds
    return [String(value), row.id.description]
  }
}
