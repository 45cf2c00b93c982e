import Basics
import Jobs

/// Sends one mail, of a business or of the platform: the job runs in the tenant whose the mail is.
struct SendMail: Job {
  static let name = "mail.send"
  let mail: StoredMail.ID

  func run(_ context: JobContext) async throws {
    guard let mail = try await StoredMail.begin(self.mail, at: context.now, in: context.db) else { return }
    try await mail.end(.kept, at: context.now, in: context.db)
  }
}
