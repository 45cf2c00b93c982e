import Basics
import Crypto
import Database
import Identity
import TestKit
import Testing
import Web

@testable import Members

@Suite struct `Invitations that nobody took up` {
  let shop: Shop
  let now = Instant.now

  init() async throws { shop = try await Shop() }

  private func invite(_ address: String, at moment: Instant) async throws {
    let email = try #require(EmailAddress(address))
    let sent = try await Invitation.send(
      to: email, as: .agent, saying: "", by: shop.owner.id, token: Token.random(), at: moment, in: shop.db)
    #expect(sent)
  }

  @Test func `are forgotten three months after their end, and no others`() async throws {
    let (old, recent) = (now - SweepInvitations.kept - Invitation.lasts, now - SweepInvitations.kept)
    try await invite("old@example.com", at: old)
    try await invite("taken@example.com", at: old)
    try await shop.db.run(
      """
      update invitations set accepted_at = \(old), accepted_by = \(shop.owner.id)
       where tenant_id = \(shop.db.tenant) and email = 'taken@example.com'
      """)
    try await invite("recent@example.com", at: recent)
    try await invite("waiting@example.com", at: now)
    #expect(try await SweepInvitations.sweep(at: now, in: shop.db) == 1)
    #expect(
      try await Set(
        shop.db.all("select email from invitations where tenant_id = \(shop.db.tenant)", as: String.self))
        == ["taken@example.com", "recent@example.com", "waiting@example.com"])
  }
}
