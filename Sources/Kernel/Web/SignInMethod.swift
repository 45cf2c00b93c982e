/// How a session began.
package enum SignInMethod: String, Sendable, CaseIterable {
  case password
  /// A password, in a browser that was trusted before.
  case trustedDevice = "trusted-device"
  /// A password and the code of an app.
  case code
  /// A password and a recovery code.
  case recoveryCode = "recovery-code"
  case passkey

  /// Whether a second factor, or a passkey that knows its owner, was shown just then.
  package var isStrong: Bool { self == .code || self == .recoveryCode || self == .passkey }
}
