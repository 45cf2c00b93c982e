import Audit
import Basics
import Jobs
import Vault
import Web

/// The people who run businesses: how they sign in, where they are signed in, and where they belong; and the pages
/// that anybody sees.
///
/// Owns `people`, `sign_in_emails`, `sign_ups`, `address_changes`, `account_links`, `rate_limits`, `memberships`,
/// `sessions`, `session_assurances`, `step_up_tickets`, `totp_secrets`, `recovery_codes`, `passkeys`, `challenges`,
/// `trusted_devices`, `sign_in_challenges`, `factor_tries` and `late_forms`.
package enum Identity: Feature {
  package static func routes(_ routes: inout Routes) {
    routes.get("/", for: .everyone, front)
    routes.get("/sign-up", for: .everyone, newSignUp)
    routes.post("/sign-up", for: .everyone, createSignUp)
    routes.get("/sign-up/confirm", for: .everyone, showConfirmSignUp)
    routes.post("/sign-up/confirm", for: .everyone, confirmSignUp)
    routes.post("/sign-up/confirm/again", for: .everyone, sendSignUpCodeAgain)
    routes.get("/sign-in", for: .everyone, newSignIn)
    routes.post("/sign-in", for: .everyone, createSignIn)
    routes.get("/sign-in/second", for: .everyone, showSecondStep)
    routes.post("/sign-in/second", for: .everyone, createSecondStep)
    routes.post("/sign-in/passkey", for: .everyone, createPasskeySignIn)
    routes.post("/sign-in/passkey/request", for: .everyone, askForPasskey)
    routes.post("/sign-out", for: .signedIn, signOut)
    routes.post("/language/:language", for: .everyone, chooseLanguage)

    routes.get("/reset", for: .everyone, newReset)
    routes.post("/reset", for: .everyone, createReset)
    routes.get("/reset/sent", for: .everyone, showResetSent)
    routes.get("/reset/:token", for: .everyone, newPassword)
    routes.post("/reset/:token", for: .everyone, createPassword)
    routes.get("/undo/sign-in/:token", for: .everyone, showUndoSignIn)
    routes.post("/undo/sign-in/:token", for: .everyone, undoSignIn)
    routes.get("/undo/address/:token", for: .everyone, showUndoAddress)
    routes.post("/undo/address/:token", for: .everyone, undoAddress)

    routes.get("/late-forms/:id", for: .signedIn, showLateForm)
    routes.get("/businesses", for: .signedIn, chooseBusiness)
    routes.get("/account", for: .signedIn, showAccount)
    routes.post("/account/name", for: .signedIn, renameAccount)
    routes.post("/account/password", for: .signedIn, stepUp: .changePassword, changePassword)
    routes.get("/account/address", for: .signedIn, showAddressChange)
    routes.post("/account/address", for: .signedIn, stepUp: .changeAddress, createAddressChange)
    routes.post("/account/address/confirm", for: .signedIn, confirmAddressChange)
    routes.get("/account/sessions", for: .signedIn, showSessions)
    routes.post("/account/sessions/:id/end", for: .signedIn, endSession)
    routes.post("/account/other-sessions/end", for: .signedIn, endOtherSessions)
    routes.get("/account/activity", for: .signedIn, showActivity)
    routes.get("/account/stranger", for: .signedIn, showStranger)
    routes.post("/account/stranger", for: .signedIn, shutOutStranger)
    secondFactorRoutes(&routes)
  }

  /// Throws where the list of common passwords is missing: for the start.
  package static func checkLists() throws { try CommonPasswords.check() }

  package static var dangerousActions: [DangerousAction] {
    [.changePassword, .changeAddress, .changeSecondFactor]
  }

  package static var auditedActions: [AuditedAction] { AuditedAction.ofAccounts }

  package static var sealedColumns: [SealedColumn] { [.appSecret, .pendingAppSecret] }

  package static var platformJobs: [any PlatformJob.Type] {
    [SendSignUpCode.self, SendPasswordLink.self, SendAddressCode.self, SweepAccounts.self]
  }

  package static var schedule: [ScheduledJob] { [SweepAccounts.appointment] }
}
