import Basics
import Database
import Jobs

/// Takes away what has run out: sign-ups nobody confirmed, links, changes of address, limits that are full again.
struct SweepAccounts: PlatformJob {
  static let name = "identity.sweep-accounts"
  static let appointment = ScheduledJob.platform("sweep-accounts", .every(.seconds(3600))) { _ in
    SweepAccounts()
  }

  func run(_ context: PlatformJobContext) async throws {
    let (now, db) = (context.now, context.databases.global)
    try await PendingSignUp.sweep(at: now, in: db)
    try await AccountLink.sweep(at: now, in: db)
    try await AddressChange.sweep(at: now, in: db)
    try await StoredLimit.sweep(at: now, in: db)
  }
}
