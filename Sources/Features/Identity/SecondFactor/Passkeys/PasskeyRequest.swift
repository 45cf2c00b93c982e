import Basics
import Crypto
import FoundationEssentials
import Web
import WebAuthn

/// What the script of a page hands to the browser to have a passkey made or used, as JSON.
package enum PasskeyRequest {
  private struct Use: Encodable {
    let challenge: String
    let host: String
    let keys: [Key]
  }

  private struct Making: Encodable {
    let challenge: String
    let host: String
    let algorithms: [Int]
    let person: String
    let name: String
    let title: String
    let keys: [Key]
  }

  private struct Key: Encodable {
    let id: String
    let transports: [String]

    init(_ passkey: Passkey) {
      id = Base64URL.encode(passkey.known.id)
      transports = passkey.transports
    }
  }

  /// For one of these passkeys; for whichever the person has, where there are none.
  package static func use(_ challenge: Token, of passkeys: [Passkey], at party: RelyingParty) -> String {
    let keys = passkeys.filter { $0.suspectedAt == nil }.map(Key.init)
    return text(Use(challenge: challenge.text, host: party.id, keys: keys))
  }

  /// For a new one, on a device that holds none of these.
  static func making(
    _ challenge: Token, for person: PersonID, name: String, title: String, besides passkeys: [Passkey],
    at party: RelyingParty
  ) -> String {
    text(
      Making(
        challenge: challenge.text, host: party.id, algorithms: CredentialKey.algorithms,
        person: Base64URL.encode(person.handle), name: name, title: title, keys: passkeys.map(Key.init)))
  }

  private static func text(_ request: some Encodable) -> String {
    (try? JSONEncoder().encode(request)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}

extension RelyingParty {
  /// The application: in development its host is `localhost`, which passkeys take without TLS.
  package init(_ application: Origin) { self.init(id: application.host, origin: application.description) }

  init(_ site: Site) { self.init(site.origins.application) }
}
