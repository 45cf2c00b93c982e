import Web

extension FetchedPage {
  /// Whether the page asks who is sitting there before it does anything.
  package var asksForProof: Bool { value(StepUpField.ticket) != nil }
}

extension Visitor {
  /// The token of the forms of this session.
  package func formToken() async throws -> String {
    let page = try await get("/account")
    guard let token = page.value("csrf") else { throw TestKitError("\(page.path) has no form") }
    return token
  }

  /// Sends a form, and shows a password where one is asked for.
  package func postConfirmed(
    _ path: String, _ values: [String: String] = [:], password: String = TestAccount.password
  ) async throws -> FetchedPage {
    let answer = try await post(path, values.merging(["csrf": formToken()]) { $1 })
    return answer.asksForProof ? try await confirm(answer, password: password) : answer
  }

  /// Sends a form as it stands but for some values, and shows a password where one is asked for.
  package func submitConfirmed(_ form: PageForm, _ changes: [String: String] = [:]) async throws
    -> FetchedPage
  {
    let answer = try await submit(form, changes)
    return answer.asksForProof ? try await confirm(answer) : answer
  }

  /// Sends the form of a page that asks, with a password.
  package func confirm(
    _ page: FetchedPage, password: String = TestAccount.password, _ changes: [String: String] = [:]
  ) async throws -> FetchedPage {
    let proof = [StepUpField.name(of: .password): password]
    return try await submit(page.form(page.path), proof.merging(changes) { $1 })
  }
}
