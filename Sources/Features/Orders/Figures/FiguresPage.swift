import Basics
import HTML
import Localization
import Looks
import Web

/// What the figures of a shop mean, and how the nightly count of them went.
struct FiguresPage: Sendable {
  let shell: Shell
  let check: FigureCheck?
  /// Whether some are being restated at the moment.
  let isStale: Bool

  let terms: [(name: Message, meaning: Message)] = [
    ("Gross sales", SalesFigures.grossMeaning), ("Refunds", SalesFigures.refundsMeaning),
    ("Net sales", SalesFigures.netMeaning), ("Orders", SalesFigures.orderMeaning),
    ("Average order value", "Gross sales divided by orders."),
    (
      "New customers",
      "Customers whose first order ever lies in these days. Orders without a customer belong to nobody."
    ),
    (
      "Returning customers",
      "Customers who ordered in these days and had ordered before them. Each is counted once."
    ),
    ("Charges", SalesFigures.chargesMeaning), ("No sales", SalesFigures.noSalesMeaning),
    (
      "Days and hours",
      "They are those of the shop's own time zone. An invoice belongs to the time of its earliest line."
    ),
  ]

  var summary: Message {
    guard let check else {
      return "The figures have not been checked yet. That happens every night, at about half past three."
    }
    return check.found == 0
      ? "Last counted anew \(check.at): \(check.days) days, and every figure was what its orders come to."
      : "Last counted anew \(check.at): \(check.days) days."
  }

  var rows: [Row] { check?.differences.map { Row($0) } ?? [] }

  struct Row: Sendable {
    let difference: FigureDifference
    let kind: Message?
    let figure: Message?

    init(_ difference: FigureDifference) {
      self.difference = difference
      kind = FiguresPage.kinds[difference.kind]
      figure = FiguresPage.figures[difference.figure]
    }
  }

  private static let kinds: [String: Message] = [
    "orders": "Order", "sales_days": "Day", "sales_hours": "Hour", "sales_places": "Place",
    "variant_days": "Product by day", "variant_months": "Product by month",
    "packed_days": "Products of a day", "packed_months": "Products of a month",
    "place_months": "Place by month",
    "buyer_months": "Returning customers by month", "customers": "Customer", "products": "Product",
  ]

  private static let figures: [String: Message] = [
    "orders": "Orders", "gross": "Gross sales", "refunds": "Refunds", "units": "Pieces", "charges": "Charges",
    "total": "Total", "first_orders": "New customers", "line_count": "Lines", "local_date": "Day",
    "local_hour": "Hour", "first_order": "First order", "last_order": "Last order", "last_sold": "Last sold",
    "previous_date": "Order before", "sold": "Checksum",
  ]
}

extension Orders {
  static func figures(_ request: Request) async throws -> Response {
    async let check = FigureCheck.last(in: request.db)
    async let isStale = StaleDays.areThere(in: request.db)
    return .page(
      FiguresPage(
        shell: request.shell(section: "/figures"), check: try await check, isStale: try await isStale))
  }
}
