import Audit
import Basics
import Database
import Localization
import Looks
import Places
import Web

extension Identity {
  static func showActivity(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    let cursor = request.query("at").flatMap { Cursor($0, keys: 1) }
    let page = try await AccountEvent.page(
      of: session.person, from: cursor, at: request.now, in: request.site.databases.tenant(.platform))
    return .page(ActivityPage(session, page, isFirst: cursor == nil, request))
  }

  static func showStranger(_ request: OpenRequest) async throws -> Response {
    .page(StrangerPage(languages: request.languageChoices, activity: .activity(request.locale)))
  }

  /// Ends what a stranger may have in hand. The password is changed next, which asks for the old one.
  static func shutOutStranger(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    let holder = try await AccountHolder.find(session.person, in: request.global)
    try await request.site.databases.changeAccounts { db in
      try await Person.endAccess(of: session.person, keeping: session.id, at: request.now, in: db.global)
      try await db.record(
        .account("stranger-shut-out", session.person, session.personName), by: request.actor)
    }
    return Response.redirect(to: "/account#secret")
      .setting(cookie: KnownBrowser(for: holder.address, at: request.now, signedBy: request.site).cookie)
      .saying(
        Flash(
          request.locale.text(
            "All other sessions are over, and no device is trusted. Now choose a new password.")))
  }
}

/// What happened to a person's account.
struct ActivityPage: Sendable {
  let rows: [ActivityRow]
  let isFirst: Bool
  let newer: String?
  let older: String?
  let source: Message?
  let account: Link
  let languages: [LanguageChoice]

  init(_ session: Session, _ page: KeysetPage<AccountEvent>, isFirst: Bool, _ request: OpenRequest) {
    rows = page.rows.map { ActivityRow($0, session, request.site.places) }
    self.isFirst = isFirst
    newer = page.newer.map { "/account/activity?at=\($0.text)" }
    older = page.older.map { "/account/activity?at=\($0.text)" }
    source = rows.contains { $0.hasCountry } ? request.site.places.source : nil
    account = Link(request.locale.text("Your account"), "/account")
    languages = request.languageChoices
  }
}

struct ActivityRow: Sendable {
  let sentence: Message
  let at: Instant
  let icon: Icon.Name
  let device: Message?
  let place: Message?
  let hasCountry: Bool
  let isNewBrowser: Bool
  let tries: Int?

  init(_ event: AccountEvent, _ session: Session, _ places: Places) {
    sentence = event.sentence(for: session.person)
    at = event.at
    icon = event.isAlarming ? .alert : event.device?.icon ?? .shield
    device = event.device?.name
    let here = places.place(of: event.address)
    place = event.address.isEmpty ? nil : here.words
    hasCountry = here.country != nil
    isNewBrowser = event.isNewBrowser
    tries = event.tries
  }
}

/// What to do where something was somebody else's doing.
struct StrangerPage: Sendable {
  let languages: [LanguageChoice]
  let activity: Link
}

extension Link {
  fileprivate static func activity(_ locale: UserLocale) -> Link {
    Link(locale.text("Your activity"), "/account/activity")
  }
}
