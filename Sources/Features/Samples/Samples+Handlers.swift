import Audit
import Basics
import Database
import HTML
import HTTP
import Jobs
import Localization
import Looks
import Orders
import Web

extension Samples {
  static func show(_ request: Request) async throws -> Response {
    let state = try await SampleState.now(request)
    return .page(SamplePage(state, request))
  }

  /// How far it has come, as it goes on, until the page is another one.
  static func progress(_ request: Request) async throws -> Response {
    let events = ResponseBody.events { events in
      try await events.retry(after: .seconds(2))
      for _ in 0..<800 {
        let state = try await SampleState.now(request)
        guard state.isMoving else { return try await events.send("", event: "over") }
        let bar = SampleProgress(state).string(locale: request.locale)
        try await events.send(bar, event: "progress")
        try await Task.sleep(for: .milliseconds(500))
      }
    }
    return Response(.ok, .body(events, type: ""))
  }

  static func start(_ request: Request) async throws -> Response {
    let locale = request.tenant.locale
    let kind = SampleKind.fitting(locale.language, locale.currency)
    try await request.db.transaction { db in
      let isNew = try await SampleShop.open(kind, at: request.now, in: db)
      try await db.enqueue(FillSample())
      guard isNew else { return }
      try await db.record(AuditEntry("sample.fill", subject(request)), by: request.actor, at: request.now)
    }
    return .redirect(to: request.path("/sample"))
  }

  static func remove(_ request: Request) async throws -> Response {
    try await request.db.transaction { db in
      try await SampleShop.beginRemoval(at: request.now, in: db)
      try await db.record(AuditEntry("sample.remove", subject(request)), by: request.actor, at: request.now)
    }
    return .redirect(to: request.path("/sample"))
  }

  private static func subject(_ request: Request) -> AuditEntry.Subject {
    .init("business", request.tenant.id.description, request.tenant.name)
  }
}

/// What a business's sample is at the moment.
enum SampleState: Sendable {
  case none
  /// Somebody has signed up with one, and the job has not begun.
  case awaited
  case filling(Double)
  case filled(until: Instant, orders: Int, customers: Int)
  case removing(ordersLeft: Int)

  var isMoving: Bool {
    switch self {
    case .awaited, .filling, .removing: true
    case .none, .filled: false
    }
  }

  static func now(_ request: Request) async throws -> SampleState {
    let db = request.db
    guard let shop = try await SampleShop.find(in: db) else {
      return request.query("awaited") == nil || request.tenant.sampleUntil != nil ? .none : .awaited
    }
    if shop.removingAt != nil { return .removing(ordersLeft: try await shop.ordersLeft(in: db)) }
    let start = shop.zone.startOfDay(shop.opened)
    let (whole, done) = (request.now - start, shop.filledUntil - start)
    let part = Double(done.inMicroseconds) / Double(max(1, whole.inMicroseconds))
    // The rows come first, and then their figures are counted.
    if part < 0.95 { return .filling(part * 0.8) }
    if try await StaleDays.areThere(in: db) { return .filling(0.9) }
    let (orders, customers) = try await shop.counts(in: db)
    return .filled(until: shop.filledUntil, orders: orders, customers: customers)
  }
}
