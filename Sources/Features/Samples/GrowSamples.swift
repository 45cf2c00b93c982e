import Basics
import Database
import Jobs
import Tenancy

/// Has every sample grow that has not done so for most of a day: those that nobody looks at, too.
struct GrowSamples: PlatformJob {
  static let name = "samples.grow"

  func run(_ context: PlatformJobContext) async throws {
    let due = try await Tenant.samples(
      before: context.now - .seconds(20 * 3600), in: context.databases.global)
    for tenant in due {
      try await context.databases.tenant(tenant).enqueue(
        FillSample(), uniqueKey: "\(context.now.microseconds / 3_600_000_000)", priority: .bulk)
    }
  }
}
