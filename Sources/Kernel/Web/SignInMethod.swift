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

/// The address of the page on which people set up a second factor.
package enum SecondFactorPath {
  package static let path = "/account/second-factor"

  /// For somebody whom a business does not let in without one.
  package static func path(for slug: String) -> String { "\(path)?business=\(SignInPath.encoded(slug))" }
}
