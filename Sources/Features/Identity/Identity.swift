import Basics
import Web

/// The people who run businesses: how they sign in, where they are signed in, and where they belong; and the pages
/// that anybody sees.
///
/// Owns `people`, `sign_in_emails`, `memberships`, `sessions`, `session_assurances`, `step_up_tickets` and `late_forms`.
package enum Identity: Feature {
  package static func routes(_ routes: inout Routes) {
    routes.get("/", for: .everyone, front)
    routes.get("/sign-up", for: .everyone, newSignUp)
    routes.post("/sign-up", for: .everyone, createSignUp)
    routes.get("/sign-in", for: .everyone, newSignIn)
    routes.post("/sign-in", for: .everyone, createSignIn)
    routes.post("/sign-out", for: .signedIn, signOut)
    routes.post("/language/:language", for: .everyone, chooseLanguage)

    routes.get("/late-forms/:id", for: .signedIn, showLateForm)
    routes.get("/businesses", for: .signedIn, chooseBusiness)
    routes.get("/account", for: .signedIn, showAccount)
    routes.post("/account/name", for: .signedIn, renameAccount)
    routes.post("/account/sessions/:id/end", for: .signedIn, endSession)
    routes.post("/account/other-sessions/end", for: .signedIn, endOtherSessions)
  }
}
