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

  enum Outcome: Equatable {
    case person(PersonID)
    /// The password is another one, or nobody has that e-mail: who asks is not told which.
    case refused
    case tooMany(wait: Duration)
  }

  /// Takes as long for an e-mail that nobody has as for a wrong password.
  func outcome(at now: Instant, limits: SignInLimits, in db: PlatformDatabase) async throws -> Outcome {
    if let wait = limits.take(self, at: now) { return .tooMany(wait: wait) }
    guard let person = try await Person.find(by: email, in: db) else {
      try await Password.verifyNothing(password)
      return .refused
    }
    guard try await Password.verify(password, against: person.passwordHash) else { return .refused }
    limits.forgive(self)
    return .person(person.id)
  }
}
