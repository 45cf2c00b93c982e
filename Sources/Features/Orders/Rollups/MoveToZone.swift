import Basics
import Database
import Jobs
import Tenancy

/// Dates every order by the clocks of the shop's zone as it is now, and restates the figures.
///
/// In chunks, each with its marks in one transaction: so a day is right by its rows or marked, at any moment. Run again,
/// it finds what is left to do.
package struct MoveToZone: Job {
  package static let name = "orders.move-to-zone"
  package static let timeLimit = Duration.seconds(7200)

  package init() {}

  package func run(_ context: JobContext) async throws {
    let db = context.db.within(.seconds(60))
    var place: ShopCalendar.Place? = .start
    while let next = place {
      place = try await db.transaction(retries: 5) { db in
        // Asked each time: the owner may change it again meanwhile.
        try await ShopCalendar.date(from: next, by: try await Tenant.own(in: db).zone, in: db)
      }
    }
    try await Rollups.restate(in: db)
  }
}
