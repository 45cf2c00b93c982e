import Basics
import Database
import HTTP
import Localization
import Looks
import Web

extension Tenancy {
  static func showSettings(_ request: Request) -> Response {
    .page(SettingsPage(FormState(request.tenant), request))
  }

  static func updateSettings(_ request: Request) async throws -> Response {
    let filled = request.form(SettingsDraft.self)
    guard let draft = filled.draft else {
      return .page(SettingsPage(filled.state, request), status: .unprocessableContent)
    }
    try await draft.save(in: request.db)
    return .redirect(to: request.path("/settings")).saying(
      Flash(request.locale.text("The settings are saved.")))
  }
}
