import Basics
import Lists
import Web

extension Orders {
  static func show(_ request: Request) async throws -> Response {
    let (db, id) = (request.db, try request.id(of: Order.self))
    let order = try await Order.find(id, in: db)
    async let lines = OrderLine.first(of: order, in: db)
    async let sums = HeadSum.all(of: order, in: db)
    async let buyer = Buyer.find(of: order, in: db)
    async let counterparts = Counterpart.all(of: order, in: db)
    async let history = OrderHistory.find(of: order, in: db)
    let neighbours = try await ListNeighbours.find(of: id.description, in: OrderList.self, request)
    return .page(
      OrderPage(
        shell: request.shell(section: "/orders"), order: order, lines: try await lines, sums: try await sums,
        buyer: try await buyer, counterparts: try await counterparts, history: try await history,
        neighbours: neighbours, base: request.path("")))
  }
}
