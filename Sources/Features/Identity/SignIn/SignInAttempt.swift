import Basics
import Crypto
import Database
import HTTP
import Web

/// Somebody says that an e-mail is theirs, with a password.
struct SignInAttempt: Sendable {
  let email: EmailAddress
  let password: String
  let client: IPAddress
  let knownBrowser: KnownBrowser?

  init(email: EmailAddress, password: String, client: IPAddress, knownBrowser: KnownBrowser? = nil) {
    self.email = email
    self.password = PasswordRule.normalized(password)
    self.client = client
    self.knownBrowser = knownBrowser
  }

  init(email: EmailAddress, password: String, in request: some WebRequest) {
    let cookie = request.cookie(KnownBrowser.cookieName)
    self.init(
      email: email, password: password, client: request.http.client,
      knownBrowser: KnownBrowser(cookie: cookie, for: email, signedBy: request.site))
  }

  /// Whose turn it is among those who wait for their passwords: the owner's browser does not stand behind its network.
  private var asker: String { knownBrowser?.nonce ?? client.asker }

  enum Outcome: Equatable {
    case person(PersonID)
    /// The password is another one, or nobody has that e-mail: who asks is not told which.
    case refused
    case tooMany(wait: Duration)
  }

  /// Takes as long for an e-mail that nobody has as for a wrong password.
  func outcome(at now: Instant, limits: SignInLimits, in db: PlatformDatabase) async throws -> Outcome {
    if let wait = limits.take(self, at: now) { return .tooMany(wait: wait) }
    if let wait = try await limits.takeStored(self, at: now, in: db) { return .tooMany(wait: wait) }
    guard let person = try await Person.find(by: email, in: db) else {
      try await Password.verifyNothing(password, for: asker)
      return .refused
    }
    guard try await Password.verify(password, against: person.passwordHash, for: asker) else {
      return .refused
    }
    limits.forgive(self)
    try await raise(person, in: db)
    return .person(person.id)
  }

  /// A hash that was made at another cost than passwords have now is made anew: only now is the password known. Where
  /// another sign-in has changed it meanwhile, that one holds.
  private func raise(_ person: Person, in db: PlatformDatabase) async throws {
    guard Password.needsRehash(person.passwordHash) else { return }
    let hash = try await Password.hash(password, for: asker)
    try await db.run(
      "update people set password_hash = \(hash) where id = \(person.id) and password_hash = \(person.passwordHash)"
    )
  }
}

extension IPAddress {
  /// Who is behind it, as far as an address tells: all networks of a version 6 site count as one.
  var asker: String { site ?? network }
}
