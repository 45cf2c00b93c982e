import Basics
import CSodium
import Loop

/// Passwords, hashed with argon2id off the loops, so that a stolen table costs years a guess and a sign-in a
/// moment.
///
/// The text is NFC-normalised, since keyboards type one Bengali word in two ways.
///
/// `asker` says on whose behalf, a network for instance: those who wait take turns by it.
package enum Password {
  /// For tests: told of every password that is hashed on behalf of the task.
  @TaskLocal package static var witness: (@Sendable () -> Void)?

  /// The hash to store, with its salt and its cost in it (`$argon2id$v=19$…`).
  /// - Throws: `PasswordError`, `CancellationError`.
  package static func hash(
    _ password: String, for asker: String = "", cost: PasswordCost = .standard
  ) async throws -> String {
    let bytes = normalized(password)
    return try await run(for: asker) { try hash(bytes, cost) }
  }

  /// Whether this password has that hash.
  /// - Throws: `PasswordError.busy`, `CancellationError`.
  package static func verify(_ password: String, against hash: String, for asker: String = "") async throws
    -> Bool
  {
    let bytes = normalized(password)
    return try await run(for: asker) {
      crypto_pwhash_str_verify(hash, bytes, UInt64(bytes.count)) == 0
    }
  }

  /// Takes as long as `verify`, for an account that does not exist: who asks cannot tell.
  package static func verifyNothing(
    _ password: String, for asker: String = "", cost: PasswordCost = .standard
  ) async throws {
    let bytes = normalized(password)
    _ = try await run(for: asker) { try hash(bytes, cost) }
  }

  private static func run<Result: Sendable>(
    for asker: String, _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    witness?()
    return try await PasswordGate.shared.run(for: asker, body)
  }

  /// Whether a hash was made at another cost than is asked for now; hash again at the next sign-in.
  package static func needsRehash(_ hash: String, cost: PasswordCost = .standard) -> Bool {
    _ = Sodium.ready
    return crypto_pwhash_str_needs_rehash(hash, UInt64(cost.operations), cost.memory) != 0
  }

  private static func hash(_ bytes: [CChar], _ cost: PasswordCost) throws -> String {
    var hash = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
    let code = crypto_pwhash_str_alg(
      &hash, bytes, UInt64(bytes.count), UInt64(cost.operations), cost.memory, crypto_pwhash_ALG_ARGON2ID13)
    guard code == 0 else { throw PasswordError.outOfMemory }
    return String(terminated: hash)
  }

  private static func normalized(_ password: String) -> [CChar] {
    _ = Sodium.ready
    return password.nfc.utf8.map { CChar(bitPattern: $0) }
  }
}

/// What one hash costs whoever makes it.
package struct PasswordCost: Sendable, Equatable {
  /// Bytes of memory.
  package let memory: Int
  /// Passes over it.
  package let operations: Int

  package init(memory: Int, operations: Int) {
    self.memory = memory
    self.operations = operations
  }

  /// What passwords cost in this process: 64 MiB and two passes unless `use` said otherwise. About 60 ms.
  package static let standard = choice.take()
  /// The least that libsodium takes, for tests.
  package static let least = PasswordCost(memory: 8192, operations: 1)

  /// Sets `standard`. Call it at start, once, before the first password.
  package static func use(_ cost: PasswordCost) { choice.set(cost) }

  private static let choice = SetOnce(PasswordCost(memory: 64 << 20, operations: 2))
}

package enum PasswordError: Error, Equatable, Sendable {
  /// So many are waiting that it is better to say so: 503.
  case busy
  case outOfMemory
}
