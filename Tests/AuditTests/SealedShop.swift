import Audit
import Basics
import Crypto
import TestKit

@testable import Database

/// A shop whose log can be tampered with: as the owner of the database, past every grant and policy.
struct SealedShop: Sendable {
  let shop: Shop
  let keys: AuditKeys
  private let ownerURL: String

  var db: TenantDatabase { shop.db }
  var tenant: TenantID { shop.db.tenant }

  init(entries: Int = 0) async throws {
    shop = try await Shop()
    ownerURL = try await TestPostgres.shared().ownerURL
    keys = try AuditKeys(secret: "a secret of the tests")
    for number in 0..<entries { try await record("\(number)") }
    if entries > 0 { try await seal() }
  }

  static let nasima = PersonID()

  func record(_ subject: String, after: [String: String] = ["role": "admin"]) async throws {
    let actor = Actor(
      kind: .person, person: SealedShop.nasima, name: "Nasima", address: "10.0.0.1", device: "Firefox",
      request: "r-1")
    try await db.record(
      AuditEntry("test.change", .init("member", subject, "Tanvir"), before: ["role": "agent"], after: after),
      by: actor)
  }

  func seal(at now: Instant = .now) async throws { try await AuditSealer(keys).sealAll(in: db, at: now) }

  func report(head: AuditHead? = nil, keys: AuditKeys? = nil, at now: Instant = .now) async throws
    -> AuditReport
  {
    try await AuditVerifier(keys ?? self.keys, known: head).report(on: db, at: now)
  }

  func faults() async throws -> [AuditFault] { try await report().faults }

  /// What the application may not do.
  func tamper(_ statement: String) throws { try CommandConnection(ServerAddress(ownerURL)).run(statement) }

  /// The id of an entry by its subject.
  func id(_ subject: String) async throws -> AuditID {
    try await db.one(
      "select id from audit where tenant_id = \(tenant) and subject_kind = 'member' and subject_id = \(subject)",
      as: AuditID.self)
  }

  var ofShop: String { "tenant_id = '\(tenant)'" }
}
