import Basics
import Crypto
import Database
import HTTP
import Localization
import Looks
import Web

/// The forms that came after their session had ended, sealed, in `late_forms`.
package struct KeptForms: LateForms {
  let db: PlatformDatabase

  /// `db` is the global database of the application's login.
  package init(_ db: PlatformDatabase) { self.db = db }

  /// So many are kept of one person.
  static let most = 5

  /// A session's row stays until its person signs in again; what was signed out of, or ended elsewhere, is gone.
  package func ended(_ token: String, at now: Instant) async throws -> (
    session: RecordID<Session>, person: PersonID
  )? {
    guard let token = Token(token) else { return nil }
    let found = try await db.first(
      "select id, person_id from sessions where token_hash = \(token.hash)", as: EndedSession.self)
    return found.map { ($0.id, $0.person) }
  }

  package func keep(
    _ sealed: [UInt8], as id: LateForm.ID, for person: PersonID, until: Instant, at now: Instant
  ) async throws -> Bool {
    try await db.run("delete from late_forms where ends_at <= \(now)")
    return try await db.run(
      """
      insert into late_forms (id, person_id, ends_at, sealed)
      select \(id), \(person), \(until), \(sealed)
       where (select count(*) from late_forms where person_id = \(person)) < \(Self.most)
      returning id
      """) == 1
  }

  package func path(of id: LateForm.ID) -> String { "/late-forms/\(id)" }

  static func find(_ id: LateForm.ID, of person: PersonID, at now: Instant, in db: PlatformDatabase)
    async throws
    -> [UInt8]
  {
    try await db.one(
      "select sealed from late_forms where id = \(id) and person_id = \(person) and ends_at > \(now)",
      as: [UInt8].self)
  }
}

private struct EndedSession: FromRow {
  let id: RecordID<Session>
  let person: PersonID

  init(row: inout Row) throws {
    id = try row.next()
    person = try row.next()
  }
}

/// A form that came too late, as it was typed, to be looked at and sent again.
struct LateFormPage: Sendable {
  let form: LateForm
  let languages: [LanguageChoice]

  /// What somebody typed or chose, without keys and the like.
  var values: [String] {
    form.fields.map(\.value).filter { !$0.isEmpty && RecordID<LateForm>($0) == nil && $0 != "on" }
  }
}

extension Identity {
  static func showLateForm(_ request: OpenRequest) async throws -> Response {
    let person = try request.signedIn.person
    let id = try request.id(of: LateForm.self)
    let sealed = try await KeptForms.find(id, of: person, at: request.now, in: request.global)
    guard let form = request.site.lateForm(sealed, id, of: person) else { throw Failure.notFound }
    return .page(LateFormPage(form: form, languages: request.languageChoices))
  }
}
