import Audit
import Basics
import Database
import HTTP
import Localization
import Looks
import Mail
import Web

extension DangerousAction {
  static let changeAddress = DangerousAction("account.address", "Change your address", factor: .strongest)
  static let changePassword = DangerousAction("account.password", "Change your password", factor: .any)
}

extension Identity {
  static let addressMails = MailLimits("address")

  static func createAddressChange(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    let filled = request.form(AddressDraft.self)
    guard let email = filled.draft?.email else {
      return try await accountPage(request, session, address: filled.state, status: .unprocessableContent)
    }
    if email.key == EmailAddress(session.email)?.key {
      let state = filled.state.adding(Problem("email", "This is your address already."))
      return try await accountPage(request, session, address: state, status: .unprocessableContent)
    }
    if let wait = try await addressMails.take(email, request) {
      let state = filled.state.adding(.tooManyTries(wait))
      return try await accountPage(request, session, address: state, status: .tooManyRequests)
    }
    try await request.site.databases.changeAccounts { db in
      try await AddressChange.begin(email, for: session.person, at: request.now, in: db)
    }
    return .redirect(to: "/account/address")
  }

  static func showAddressChange(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    guard let change = try await AddressChange.find(session.person, in: request.global) else {
      return .redirect(to: "/account")
    }
    return .page(AddressChangePage(change, FormState(), request))
  }

  static func confirmAddressChange(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    guard let change = try await AddressChange.find(session.person, in: request.global) else {
      return .redirect(to: "/account")
    }
    let filled = request.form(CodeDraft.self)
    guard let code = filled.draft?.code else {
      return .page(AddressChangePage(change, filled.state, request), status: .unprocessableContent)
    }
    let proved = try await AddressChange.prove(code, of: session.person, at: request.now, in: request.global)
    guard let address = proved else {
      let now = try await AddressChange.find(session.person, in: request.global) ?? change
      let page = AddressChangePage(now, filled.state.adding(.wrongCode), request)
      return .page(page, status: .unprocessableContent)
    }
    do {
      try await request.site.databases.changeAccounts { db in
        try await carryOut(address, session, request, in: db)
      }
    } catch is EmailTaken {
      throw Failure.conflict("This address has come to another account in the meantime.")
    }
    return account(request, saying: "You sign in with \(address.text) from now on.")
  }

  private static func carryOut(
    _ address: EmailAddress, _ session: Session, _ request: OpenRequest, in db: TenantDatabase
  ) async throws {
    let holder = try await AccountHolder.find(session.person, in: db.global)
    try await AddressChange.carryOut(address, for: holder, at: request.now, in: db.global)
    try await AccountLink.forget([.password], of: holder.id, in: db.global)
    let undo = try await AccountLink.address.make(
      for: holder.id, address: holder.address, at: request.now, in: db.global)
    try await db.record(
      .account(
        "address-changed", holder.id, holder.name, before: ["email": holder.address.text],
        after: ["email": address.text]), by: request.actor)
    try await db.send(.addressChanged(holder, from: holder.address, Circumstances(request), undo))
    try await db.send(.addressIsYours(try await AccountHolder.find(session.person, in: db.global)))
  }
}

/// Where the code of the mail to a new address is typed in.
struct AddressChangePage: Sendable {
  let email: String
  let isOver: Bool
  let form: FormState
  let languages: [LanguageChoice]
  let account: Link
  let outbox: Link?

  init(_ change: AddressChange, _ form: FormState, _ request: OpenRequest) {
    email = change.address.text
    isOver = !change.isOpen(at: request.now)
    self.form = form
    languages = request.languageChoices
    account = Link(request.locale.text("Your account"), "/account")
    outbox = request.outbox
  }
}
