import Audit
import Basics
import Database
import HTTP
import Localization
import Looks
import Web

/// The page behind "This was not me": a button, since a mail scanner that follows the link must change nothing.
struct UndoPage: Sendable {
  /// Where the button leads; nil when the link is no longer good.
  let action: String?
  /// The address that is put back; nil where only sessions end.
  let address: String?
  let languages: [LanguageChoice]

  init(_ link: AccountLink, _ token: String, _ found: AccountLink.Found?, _ request: OpenRequest) {
    action = found == nil ? nil : "/undo/\(link == .address ? "address" : "sign-in")/\(token)"
    address = found?.address?.text
    languages = request.languageChoices
  }
}

extension Identity {
  static func showUndoSignIn(_ request: OpenRequest) async throws -> Response {
    try await show(.stranger, request)
  }

  static func showUndoAddress(_ request: OpenRequest) async throws -> Response {
    try await show(.address, request)
  }

  private static func show(_ link: AccountLink, _ request: OpenRequest) async throws -> Response {
    let token = request.parameter("token")
    return .page(
      UndoPage(link, token, try await link.find(token, at: request.now, in: request.global), request))
  }

  static func undoSignIn(_ request: OpenRequest) async throws -> Response {
    try await undo(.stranger, request)
  }

  static func undoAddress(_ request: OpenRequest) async throws -> Response {
    try await undo(.address, request)
  }

  /// All sessions end, whoever began them, and whoever reads the mail chooses a new password: the old one may be known
  /// to somebody else. A second factor that was added since the mail goes too: a stranger's passkey would sign in without
  /// the new password, and a stranger's app would keep the owner out. What there was before stays, and is asked for.
  private static func undo(_ link: AccountLink, _ request: OpenRequest) async throws -> Response {
    let token = request.parameter("token")
    let next: String?
    do {
      next = try await request.site.databases.changeAccounts { db in
        guard let found = try await link.redeem(token, at: request.now, in: db.global) else { return nil }
        return try await undo(link, found, request, in: db)
      }
    } catch is EmailTaken {
      throw Failure.conflict("This address has come to another account in the meantime.")
    }
    guard let next else { return .page(UndoPage(link, token, nil, request), status: .unprocessableContent) }
    return Response.redirect(to: next).setting(cookie: SessionCookie.header(SessionCookie.session, ""))
      .saying(Flash(request.locale.text("All sessions are over. Choose a new password.")))
  }

  private static func undo(
    _ link: AccountLink, _ found: AccountLink.Found, _ request: OpenRequest, in db: TenantDatabase
  ) async throws -> String {
    let holder = try await AccountHolder.find(found.person, in: db.global)
    if let old = found.address {
      try await AddressChange.carryOut(old, for: holder, at: request.now, in: db.global)
      try await AccountLink.forget(madeBehind: found, in: db.global)
    }
    try await SecondFactors.forget(addedSince: found, at: found.madeAt(link), in: db)
    try await Person.endAccess(of: holder.id, at: request.now, in: db.global)
    let fields = found.address.map { (["email": holder.address.text], ["email": $0.text]) } ?? ([:], [:])
    try await db.record(
      .account("undone", holder.id, holder.name, before: fields.0, after: fields.1),
      by: request.actor(as: holder.id, named: holder.name))
    return try await AccountLink.password.make(for: holder.id, at: request.now, in: db.global)
  }
}
