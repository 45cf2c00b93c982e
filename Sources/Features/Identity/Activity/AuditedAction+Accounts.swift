import Audit
import Basics
import Web

/// What happens to an account, as its owner reads it and whoever runs the place. The sentences do for a name and for “You”.
extension AuditedAction {
  static let ofAccounts = ofSessions + ofPersons + ofFactors

  private static func account(
    _ name: String, _ title: Message, fields: [AuditedField] = [],
    sentence: @escaping @Sendable (AuditStory) -> Message
  ) -> AuditedAction { AuditedAction("account.\(name)", title, fields: fields, sentence: sentence) }

  private static let tries = AuditedField("tries", "Tries", words: AuditedField.number)

  private static let ofSessions = [
    account(
      "signed-in", "Signed in",
      fields: [
        AuditedField("with", "With", words: method), AuditedField("browser", "Browser", words: browser),
      ]
    ) { "\($0.actor) signed in with \($0.after("with"))" },
    account("session-ended", "Session ended", fields: [AuditedField("session", "Session")]) {
      "\($0.actor) ended a session on another device"
    },
    account(
      "other-sessions-ended", "Other sessions ended",
      fields: [AuditedField("sessions", "Sessions", words: AuditedField.number)]
    ) { "\($0.actor) ended all other sessions" },
    account("stranger-shut-out", "Stranger shut out") {
      "\($0.actor) said that something was somebody else: all other sessions ended, and no device is trusted"
    },
    account(
      "undone", "“This was not me”", fields: [AuditedField("email", "E-mail")]
    ) { "\($0.actor) pressed “This was not me” in a mail: all sessions ended" },
    account(
      "proof-failed", "Confirmation failed", fields: [AuditedField("action", "What", words: action), tries]
    ) { "\($0.actor) tried to confirm “\($0.after("action"))” and failed" },
    account("second-factor-failed", "Second factor failed", fields: [tries]) { _ in
      "Somebody knew the password, but showed a wrong second factor"
    },
  ]

  private static let ofPersons = [
    account("opened", "Account opened") { "\($0.actor) opened the account" },
    account("renamed", "Name changed", fields: [AuditedField("name", "Name")]) {
      "\($0.actor) changed the name from \($0.before("name")) to \($0.after("name"))"
    },
    account("password-changed", "Password changed") { "\($0.actor) changed the password" },
    account("address-changed", "Address changed", fields: [AuditedField("email", "E-mail")]) {
      "\($0.actor) changed the address from \($0.before("email")) to \($0.after("email"))"
    },
  ]

  private static func passkey(
    _ name: String, _ title: Message, sentence: @escaping @Sendable (AuditStory) -> Message
  ) -> AuditedAction {
    account(name, title, fields: [AuditedField("passkey", "Passkey")], sentence: sentence)
  }

  private static let ofFactors = [
    account("app-added", "App added") { "\($0.actor) added an authenticator app" },
    account("app-removed", "App removed") { "\($0.actor) removed the authenticator app" },
    passkey("passkey-added", "Passkey added") { "\($0.actor) added the passkey \($0.after("passkey"))" },
    passkey("passkey-renamed", "Passkey renamed") {
      "\($0.actor) called a passkey \($0.after("passkey"))"
    },
    passkey("passkey-removed", "Passkey removed") {
      "\($0.actor) removed the passkey \($0.before("passkey"))"
    },
    passkey("passkey-stopped", "Passkey stopped") {
      "The passkey \($0.after("passkey")) was stopped, because there may be a copy of it"
    },
    account("recovery-codes-renewed", "New recovery codes") { "\($0.actor) had new recovery codes made" },
    account(
      "recovery-code-used", "Recovery code used",
      fields: [AuditedField("left", "Codes left", words: AuditedField.number)]
    ) { "\($0.actor) used a recovery code" },
    account("device-distrusted", "Device not trusted any more") {
      "\($0.actor) stopped trusting a device"
    },
    account("devices-distrusted", "No device trusted any more") {
      "\($0.actor) stopped trusting all devices"
    },
  ]

  @Sendable private static func method(_ value: String) -> Message {
    switch SignInMethod(rawValue: value) {
    case .password: "a password"
    case .trustedDevice: "a password, on a trusted device"
    case .code: "a password and a code of the app"
    case .recoveryCode: "a password and a recovery code"
    case .passkey: "a passkey"
    case nil: Message(verbatim: value)
    }
  }

  @Sendable private static func browser(_ value: String) -> Message {
    value == "new" ? "Used for the first time" : "Used before"
  }

  @Sendable private static func action(_ name: String) -> Message {
    Identity.dangerousActions.first { $0.name == name }?.title ?? Message(verbatim: name)
  }
}
