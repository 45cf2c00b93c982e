import Basics
import Crypto
import Database
import Web

/// Keeps the secrets of authenticator apps sealed.
package struct FactorVault: Sendable {
  enum Column: String, Sendable { case sealed, pending }

  private let box: SealedBox?

  init(_ site: Site) {
    box = SecretKey(site.signature(of: "", for: "authenticator apps")).map(SealedBox.init(key:))
  }

  func seal(_ bytes: [UInt8], _ column: Column, _ person: PersonID, in db: TenantDatabase) async throws -> [UInt8] {
    guard let box else { throw Failure.notFound }
    return box.seal(bytes, associated: Array("\(column.rawValue) \(person)".utf8))
  }

  func open(_ bytes: [UInt8], _ column: Column, _ person: PersonID, in db: TenantDatabase) async throws -> [UInt8] {
    guard let opened = box?.open(bytes, associated: Array("\(column.rawValue) \(person)".utf8)) else {
      throw Failure.notFound
    }
    return opened
  }
}
