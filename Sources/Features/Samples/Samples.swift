import Audit
import Basics
import Database
import HTTP
import Jobs
import Localization
import Looks
import Web

/// Two made-up shops with which a business can be filled, to look around in: they grow up to the present day by day,
/// and one press removes every row of them.
///
/// Owns `sample_shops`. Their rows are written by Catalog, Customers and Orders, marked with the sample's id and with
/// the source "sample".
package enum Samples: Feature {
  package static var permissions: [Permission] { [.manageSample] }

  package static var dangerousActions: [DangerousAction] { [.removeSample] }

  package static func routes(_ routes: inout Routes) {
    routes.get("/sample", for: .can(.manageSample), show)
    routes.get("/sample/progress", for: .can(.manageSample), progress)
    routes.post("/sample", for: .can(.manageSample), start)
    routes.post("/sample/removal", for: .can(.manageSample), stepUp: .removeSample, remove)
  }

  package static var auditedActions: [AuditedAction] {
    [
      AuditedAction("sample.fill", "Sample filled in") { "\($0.actor) filled the business with a sample" },
      AuditedAction("sample.remove", "Sample removed") { "\($0.actor) had the sample removed" },
    ]
  }

  package static var jobs: [any Job.Type] { [FillSample.self, RemoveSample.self] }
  package static var platformJobs: [any PlatformJob.Type] { [GrowSamples.self] }
  package static var schedule: [ScheduledJob] {
    [.platform("grow-samples", .hourly(minute: 7)) { _ in GrowSamples() }]
  }

  /// Nobody is to take made-up customers for real ones.
  package static func banner(_ request: Request) -> Banner? {
    guard request.tenant.sampleUntil != nil else { return nil }
    let action =
      request.can(.manageSample)
      ? Link(request.locale.text("Remove the sample"), request.path("/sample")) : nil
    return Banner(
      "A sample to look around in: its products, customers and orders are made up.", action: action)
  }

  /// Whoever comes after an hour or more finds it grown a moment later.
  package static func arrive(_ request: Request) async throws {
    guard let until = request.tenant.sampleUntil, request.http.method.isSafe,
      request.now - until > .seconds(3600)
    else { return }
    try await request.db.enqueue(FillSample(), uniqueKey: "arrival \(until.microseconds)")
  }
}

extension DangerousAction {
  static let removeSample = DangerousAction("sample.remove", "Remove the sample", factor: .any)
}

extension Permission {
  /// To fill a business with a sample, and to remove it.
  package static let manageSample = Permission(
    "sample.manage", "Fill with a sample, and remove it",
    "Made-up orders, products and customers to try things out with. What is real is not touched.",
    roles: [.admin])
}
