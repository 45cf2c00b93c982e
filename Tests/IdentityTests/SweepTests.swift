import Basics
import Crypto
import Database
import TestKit
import Testing
import Web

@testable import Identity

@Suite struct `What has run out of an account` {
  let account: TestAccount
  let db: PlatformDatabase
  let now = Instant.now
  let hash = Token.random().hash

  init() async throws {
    account = try await TestAccount()
    db = try await TestSite.shared().databases.global
  }

  private func insert(_ ends: Instant) async throws {
    let person = account.id
    let id = RecordID<Session>()
    let began = ends - .seconds(3600)
    try await db.run([
      "insert into account_links (token_hash, person_id, kind, ends_at) values (\(hash), \(person), 'password', \(ends))",
      "insert into challenges (hash, purpose, holder, ends_at) values (\(hash), 'sign-in', \(hash), \(ends))",
      "insert into late_forms (id, person_id, ends_at, sealed) values (\(id), \(person), \(ends), \(hash))",
      "insert into rate_limits (key, full_at) values (\(hash), \(ends))",
      """
      insert into sessions (token_hash, id, person_id, created_at, seen_at, ends_at, user_agent, address)
      values (\(hash), \(id), \(person), \(began), \(began), \(ends), '', '::1')
      """,
      """
      insert into sign_in_challenges (token_hash, person_id, email, tries, ends_at)
      values (\(hash), \(person), 'a@example.com', 0, \(ends))
      """,
      """
      insert into sign_ups (token_hash, draft, tries, mails, created_at, ends_at)
      values (\(hash), '', 0, 0, \(ends), \(ends))
      """,
      "insert into step_up_tickets (nonce, ends_at) values (\(Array(hash.prefix(16))), \(ends))",
      """
      insert into trusted_devices (id, person_id, token_hash, user_agent, address, created_at, used_at, ends_at)
      values (\(id), \(person), \(hash), '', '::1', \(began), \(began), \(ends))
      """,
      """
      insert into address_changes (person_id, address, tries, ends_at) values (\(person), 'a@example.com', 0, \(ends))
      on conflict (person_id) do update set ends_at = excluded.ends_at
      """,
      """
      insert into factor_tries (person_id, browser, failures, free_at)
      values (\(person), \(Token.random().text), 1, \(ends))
      """,
      """
      insert into totp_secrets (person_id, pending, pending_at, last_step) values (\(person), '', \(ends), 0)
      on conflict (person_id) do update set pending_at = excluded.pending_at
      """,
    ])
  }

  /// In which tables there are rows of this test's account.
  private func left() async throws -> [String] {
    try await db.all(
      """
      select t from (
        select 'account_links' t from account_links where person_id = \(account.id)
        union all select 'address_changes' from address_changes where person_id = \(account.id)
        union all select 'factor_tries' from factor_tries where person_id = \(account.id)
        union all select 'late_forms' from late_forms where person_id = \(account.id)
        union all select 'sessions' from sessions where person_id = \(account.id)
        union all select 'sign_in_challenges' from sign_in_challenges where person_id = \(account.id)
        union all select 'totp_secrets' from totp_secrets where person_id = \(account.id)
        union all select 'trusted_devices' from trusted_devices where person_id = \(account.id)
      ) u order by t
      """, as: String.self)
  }

  /// The same of those that name nobody.
  private func leftOfNobody() async throws -> [String] {
    try await db.all(
      """
      select t from (
        select 'challenges' t from challenges where hash = \(hash)
        union all select 'rate_limits' from rate_limits where key = \(hash)
        union all select 'sign_ups' from sign_ups where token_hash = \(hash)
        union all select 'step_up_tickets' from step_up_tickets where nonce = \(Array(hash.prefix(16)))
      ) u order by t
      """, as: String.self)
  }

  @Test func `is swept`() async throws {
    try await insert(now - .seconds(3 * 24 * 3600))
    try await SweepAccounts.sweep(at: now, in: db)
    #expect(try await left() == [])
    #expect(try await leftOfNobody() == [])
  }

  @Test func `is kept as long as it may be of use`() async throws {
    try await insert(now + .seconds(600))
    try await SweepAccounts.sweep(at: now, in: db)
    #expect(try await left().count == 8)
    #expect(try await leftOfNobody().count == 4)
  }

  @Test func `does not take an app away that was set up`() async throws {
    let kit = try await FactorKit()
    _ = try await kit.app(for: account.id)
    try await AuthenticatorApp.begin(
      for: account.id, in: RecordID(), vault: kit.site.application.site.vault, at: now - .seconds(3600),
      in: kit.platform)
    try await SweepAccounts.sweep(at: now, in: db)
    let rows = try await db.all(
      "select pending_at is null from totp_secrets where person_id = \(account.id) and sealed is not null",
      as: Bool.self)
    #expect(rows == [true])
  }
}
