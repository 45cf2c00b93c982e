import Basics
import Database
import Jobs
import Mail

/// Sends the link for a new password to an address that has an account, and nothing to any other.
///
/// Here and not in the request, so that the request does the same whatever the address is.
struct SendPasswordLink: PlatformJob {
  static let name = "identity.send-password-link"

  let email: EmailAddress

  func run(_ context: PlatformJobContext) async throws {
    try await context.databases.changeAccounts { db in
      guard let holder = try await AccountHolder.find(by: email, in: db.global) else { return }
      let path = try await AccountLink.password.make(for: holder.id, at: context.now, in: db.global)
      try await db.send(.passwordLink(holder, path))
    }
  }
}
