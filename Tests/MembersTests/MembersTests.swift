import Members
import TestKit
import Testing
import Web

@Suite struct `The feature Members` {
  @Test func `is one of the application's`() async throws {
    let site = try await TestSite.shared()
    #expect(!site.application.router.routes.isEmpty)
  }
}
