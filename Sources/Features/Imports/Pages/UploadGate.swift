import Basics
import Synchronization
import Web

/// How many files a business may send at once, and how often, to this process. What all its files together may take of
/// the disk is not counted here.
final class UploadGate: Sendable {
  // A class, because every request of the process comes to the same one.
  static let shared = UploadGate()

  private let most: Int
  private let rate: RateLimiter
  private let sending = Mutex<[TenantID: Int]>([:])

  init(most: Int = 3, rate: RateLimiter = RateLimiter(burst: 30, refill: .seconds(10))) {
    self.most = most
    self.rate = rate
  }

  /// Lets a file in while `body` receives it, or says why it has to wait.
  func pass<Result>(_ tenant: TenantID, _ body: () async throws -> Result) async throws -> Result {
    if let wait = rate.take("\(tenant)") {
      let seconds = Int(wait.components.seconds) + 1
      throw Failure.conflict("Too many files in a short time. Wait \(seconds) seconds, then send it again.")
    }
    guard enter(tenant) else {
      throw Failure.conflict("\(most) files of your shop are being sent already. Wait until one is there.")
    }
    defer { leave(tenant) }
    return try await body()
  }

  private func enter(_ tenant: TenantID) -> Bool {
    sending.withLock { sending in
      guard sending[tenant, default: 0] < most else { return false }
      sending[tenant, default: 0] += 1
      return true
    }
  }

  private func leave(_ tenant: TenantID) {
    sending.withLock { sending in
      let left = sending[tenant, default: 1] - 1
      sending[tenant] = left > 0 ? left : nil
    }
  }
}
