import Basics
import HTTP
import Localization
import Mail
import Places
import Web

/// What accounts have to tell by mail. Nothing that a stranger typed stands in one to an address that is not theirs.
extension MailMessage {
  static func signUpCode(_ code: MailCode, to email: EmailAddress, _ locale: UserLocale) -> MailMessage {
    MailMessage(
      to: email, name: "", locale: locale, subject: "Your code for Haat",
      lines: [
        "Type this code on the page where you began your shop. It is good for 30 minutes.",
        "If that was not you, do nothing: without the code no account is made.",
      ], code: code.digits,
      link: ("Open the page for the code", "/sign-up/confirm?code=\(code.digits)"),
      reason: "Somebody gave this address to begin a shop at Haat.")
  }

  static func accountExists(_ holder: AccountHolder) -> MailMessage {
    MailMessage(
      to: holder.address, name: holder.name, locale: holder.locale, subject: "You have an account at Haat",
      lines: [
        "Somebody wanted to begin a shop with this address, which has an account already. If that was you, sign in, and add the business from your account.",
        "If you no longer know your password, choose a new one on the sign-in page. If it was not you, do nothing.",
      ], link: ("Sign in", SignInPath.path), reason: "Somebody gave this address to begin a shop at Haat.")
  }

  static func passwordLink(_ holder: AccountHolder, _ path: String) -> MailMessage {
    MailMessage(
      to: holder.address, name: holder.name, locale: holder.locale, subject: "Choose a new password",
      lines: [
        "This link is good for 30 minutes, and once. A newer one takes its place.",
        "If you did not ask for it, do nothing: your password stays as it is.",
      ], link: ("Choose a new password", path),
      reason: "Somebody asked for a new password for this address at Haat.")
  }

  static func passwordChanged(_ holder: AccountHolder, _ circumstances: Circumstances, _ undo: String)
    -> MailMessage
  {
    MailMessage(
      to: holder.address, name: holder.name, locale: holder.locale, subject: "Your password was changed",
      lines: [
        "You have been signed out everywhere else.",
        "If it was not you, press the button within 7 days: all sessions end, and you choose another password.",
      ], link: ("This was not me", undo), facts: circumstances.facts(in: holder.locale),
      reason: .aboutAccount)
  }

  static func newDevice(_ holder: AccountHolder, _ circumstances: Circumstances, _ undo: String)
    -> MailMessage
  {
    MailMessage(
      to: holder.address, name: holder.name, locale: holder.locale,
      subject: "A sign-in from a new device",
      lines: [
        "Somebody has signed in to your account in a browser that has not been used with it before. If it was you, there is nothing to do.",
        "If it was not you, press the button within 7 days: all sessions end, and you choose another password.",
      ], link: ("This was not me", undo), facts: circumstances.facts(in: holder.locale),
      reason: .aboutAccount)
  }

  static func addressCode(_ code: MailCode, to email: EmailAddress, for holder: AccountHolder) -> MailMessage
  {
    MailMessage(
      to: email, name: "", locale: holder.locale, subject: "Your code for Haat",
      lines: [
        "Type this code on the page where you asked to sign in with this address. It is good for 30 minutes.",
        "If that was not you, do nothing: without the code nothing changes.",
      ], code: code.digits, reason: "Somebody gave this address as their new one at Haat.")
  }

  static func addressTaken(_ holder: AccountHolder) -> MailMessage {
    MailMessage(
      to: holder.address, name: holder.name, locale: holder.locale, subject: "You have an account at Haat",
      lines: [
        "Somebody wanted to sign in to another account with this address, which has an account of its own. An address belongs to one account.",
        "If it was not you, do nothing: nothing has changed.",
      ], reason: "Somebody gave this address as their new one at Haat.")
  }

  static func addressChanged(
    _ holder: AccountHolder, from old: EmailAddress, _ circumstances: Circumstances, _ undo: String
  ) -> MailMessage {
    MailMessage(
      to: old, name: holder.name, locale: holder.locale, subject: "Your address was changed",
      lines: [
        "You sign in with another address from now on.",
        "If it was not you, press the button within 7 days: this address is put back, all sessions end, and you choose another password.",
      ], link: ("This was not me", undo), facts: circumstances.facts(in: holder.locale),
      reason: .aboutAccount)
  }

  static func addressIsYours(_ holder: AccountHolder) -> MailMessage {
    MailMessage(
      to: holder.address, name: holder.name, locale: holder.locale,
      subject: "You sign in with this address now",
      lines: ["Mails about your account come here from now on."], reason: .aboutAccount)
  }
}

extension Message {
  static let aboutAccount: Message =
    "You get this mail because it is about the safety of your account at Haat."
}

/// When, where and from what something was done, for the mail that tells of it.
struct Circumstances: Sendable {
  let at: Instant
  let device: Device
  let place: Place

  init(_ request: some WebRequest) {
    at = request.now
    device = Device(userAgent: Browser(of: request).userAgent)
    place = request.site.places.place(of: request.http.client.description)
  }

  func facts(in locale: UserLocale) -> [(Message, String)] {
    [
      ("When", locale.text("\(at) (UTC)")), ("Device", locale.text(device.name)),
      ("Place", locale.text(place.words)),
    ]
  }
}
