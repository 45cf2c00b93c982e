import Basics
import Crypto
import Database
import HTTP
import Web

extension Identity {
  /// The old password is asked for on the way here: see `DangerousAction.changePassword`.
  static func changePassword(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    let filled = request.form(NewPasswordDraft.self)
    let holder = try await AccountHolder.find(session.person, in: request.global)
    let problem = filled.draft.flatMap { NewPasswordDraft.problem(with: $0.password, of: holder) }
    guard let draft = filled.draft, problem == nil else {
      let state = problem.map { filled.state.adding($0) } ?? filled.state
      return try await accountPage(
        request, session, password: state.without("password"), status: .unprocessableContent)
    }
    let hash = try await Password.hash(draft.password, for: request.http.client.asker)
    try await request.site.databases.changeAccounts { db in
      try await Person.setPassword(hash, of: holder, keeping: session.id, request, in: db)
    }
    return account(request, saying: "Your password is changed, and you are signed out everywhere else.")
      .setting(cookie: KnownBrowser(for: holder.address, at: request.now, signedBy: request.site).cookie)
  }
}
