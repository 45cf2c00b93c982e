import Basics
import Crypto
import HTTP

/// A form that arrived after its session had ended: kept for its person, who finds it again after signing in. It is shown,
/// and never sent by itself.
package struct LateForm: Sendable {
  package typealias ID = RecordID<LateForm>

  /// Where it was sent, a path of ours.
  package let target: String
  /// Without passwords, which are typed again.
  package let fields: [(name: String, value: String)]

  package static let lifetime = Duration.seconds(600)
}

/// Where late forms are kept. Identity provides it.
package protocol LateForms: Sendable {
  /// Whose session a token was that has ended since; nil where there is nothing to know.
  func ended(_ token: String, at now: Instant) async throws -> (session: RecordID<Session>, person: PersonID)?
  /// Keeps a sealed form, unless its person has too many.
  func keep(_ sealed: [UInt8], as id: LateForm.ID, for person: PersonID, until: Instant, at now: Instant)
    async throws
    -> Bool
  /// What the path of the page is that shows it.
  func path(of id: LateForm.ID) -> String
}

extension Site {
  /// Nil for what was not kept for this person.
  package func lateForm(_ sealed: [UInt8], _ id: LateForm.ID, of person: PersonID) -> LateForm? {
    guard let opened = lateBox.open(sealed, associated: Site.owner(of: id, person)) else { return nil }
    var reader = PartReader(opened)
    guard let target = reader.text() else { return nil }
    let fields = reader.fields().sorted { $0.key < $1.key }
    return LateForm(target: target, fields: fields.flatMap { name, values in values.map { (name, $0) } })
  }

  func sealed(_ target: String, _ fields: [String: [String]], _ id: LateForm.ID, for person: PersonID)
    -> [UInt8]
  {
    var writer = PartWriter()
    writer.text(target)
    writer.fields(fields)
    return lateBox.seal(writer.output, associated: Site.owner(of: id, person))
  }

  private static func owner(of id: LateForm.ID, _ person: PersonID) -> [UInt8] {
    Array("\(id) \(person)".utf8)
  }
}

extension Exchange {
  /// Keeps a form whose session has ended, if a page of ours sent it in that session; gives the path of the page that
  /// shows it.
  func keptForm(_ route: Route) async throws -> String? {
    guard route.method == .post, route.body == .form, site.defence.comesFromOurOrigin(http.head),
      let token = cookie(SessionCookie.session), let fields = try? formFields(210),
      let ended = try await site.lateForms.ended(token, at: now),
      site.defence.accepts(token: fields["csrf"]?.first ?? "", from: "session \(ended.session)")
    else { return nil }
    let typed = fields.filter { name, _ in
      name != "csrf" && !name.hasPrefix(StepUpField.prefix) && !StepUpTicket.isSecret(name)
    }
    let id = LateForm.ID()
    let sealed = site.sealed(http.head.target, typed, id, for: ended.person)
    let isKept = try await site.lateForms.keep(
      sealed, as: id, for: ended.person, until: now + LateForm.lifetime, at: now)
    return isKept ? site.lateForms.path(of: id) : nil
  }
}
