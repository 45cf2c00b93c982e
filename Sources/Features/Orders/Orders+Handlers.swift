import Basics
import CSV
import Database
import HTTP
import Localization
import Web

extension Orders {
  static func show(_ request: Request) async throws -> Response {
    let order = try await Order.find(request.id(of: Order.self), in: request.db)
    async let lines = OrderLine.first(of: order, in: request.db)
    async let sums = HeadSum.all(of: order, in: request.db)
    async let buyer = Buyer.find(of: order, in: request.db)
    return .page(
      OrderPage(
        shell: request.shell(section: "/orders"), order: order, lines: try await lines, sums: try await sums,
        buyer: try await buyer,
        path: request.path("/orders")))
  }
}
