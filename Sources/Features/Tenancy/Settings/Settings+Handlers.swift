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

  /// A form with a mistake in it is shown again first.
  static func changesZone(_ request: Request) -> Bool {
    request.form(SettingsDraft.self).draft.map { $0.zone != request.tenant.locale.zone } ?? false
  }

  static func newZone(_ request: Request) -> String? {
    request.form(SettingsDraft.self).draft?.zone.identifier.replacing("_", with: " ")
  }

  static func updateSettings(_ request: Request) async throws -> Response {
    let filled = request.form(SettingsDraft.self)
    guard let draft = filled.draft else {
      return .page(SettingsPage(filled.state, request), status: .unprocessableContent)
    }
    try await draft.save(by: request.actor, at: request.now, in: request.db)
    return .redirect(to: request.path("/settings")).saying(
      Flash(request.locale.text("The settings are saved.")))
  }
}
