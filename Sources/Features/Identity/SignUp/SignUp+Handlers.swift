import Basics
import Crypto
import Database
import HTTP
import Jobs
import Localization
import Looks
import Tenancy
import Web

extension Identity {
  /// How many accounts and businesses one network may make: 30 at once, then two a minute.
  private static let signUpLimit = RateLimiter(burst: 30, refill: .seconds(30))
  /// How many a site of version 6 may make, which has its choice of networks: 60 at once, then four a minute.
  private static let signUpSiteLimit = RateLimiter(burst: 60, refill: .seconds(15))

  static func newSignUp(_ request: OpenRequest) -> Response {
    .page(SignUpPage(.proposal(for: request), request))
  }

  static func createSignUp(_ request: OpenRequest) async throws -> Response {
    guard let session = request.session else { return try await createAccountAndBusiness(request) }
    let filled = request.form(TenantDraft.self)
    guard let tenant = filled.draft?.tenant else { return try await signUpPage(request, filled.state) }
    if let refusal = tooManySignUps(request, filled.state) { return refusal }
    guard let home = try await open(tenant, for: session.person, request, filled.state) else {
      return try await signUpPage(request, filled.state)
    }
    return .redirect(to: home).saying(.isReady(tenant, request))
  }

  private static func createAccountAndBusiness(_ request: OpenRequest) async throws -> Response {
    let filled = request.form(SignUpDraft.self)
    guard let draft = filled.draft, let tenant = draft.tenant, let email = draft.email else {
      return try await signUpPage(request, filled.state)
    }
    if let refusal = tooManySignUps(request, filled.state) { return refusal }
    let account = try await NewAccount(
      email: email, password: draft.password, language: request.locale.language)
    do {
      let token = try await request.global.transaction { db in
        try await account.insert(at: request.now, in: db)
        try await Tenancy.create(tenant, at: request.now, in: db)
        try await addMember(account.id, as: .owner, to: tenant.id, at: request.now, in: db)
        return try await Session.begin(for: account.id, from: Browser(of: request), at: request.now, in: db)
      }
      let home = try await begin(tenant, filled.state, request)
      return signedIn(with: token, as: email, request, then: home).saying(.isReady(tenant, request))
    } catch is SlugTaken {
      return try await signUpPage(request, filled.state)
    } catch is EmailTaken {
      return try await signUpAgain(email, draft.password, tenant, request, filled.state)
    }
  }

  /// Somebody signs up with an e-mail that has an account: who knows its password too is let in, for instance after
  /// a second press of the button, or when adding a business without having signed in.
  ///
  /// Whoever does not know the password learns here that the account exists. As long as a sign-up opens a business at
  /// once, a stranger could tell it anyway, by whether one was opened. It costs a whole valid form for each e-mail, at
  /// the pace of `signUpLimit`, and where the e-mail is free it leaves a business behind. Guessing passwords counts
  /// as it does at the sign-in.
  private static func signUpAgain(
    _ email: EmailAddress, _ password: String, _ tenant: Tenant, _ request: OpenRequest, _ form: FormState
  ) async throws -> Response {
    let attempt = SignInAttempt(email: email, password: password, in: request)
    switch try await attempt.outcome(at: request.now, limits: signInLimits, in: request.global) {
    case .refused: return try await signUpPage(request, form.adding(.emailTaken))
    case .tooMany(let wait):
      return try await signUpPage(request, form.adding(.tooManyTries(wait)), .tooManyRequests)
    case .person(let person):
      guard let home = try await open(tenant, for: person, request, form) else {
        return try await signUpPage(request, form)
      }
      return try await beginSession(for: person, with: email, request, then: home)
    }
  }

  /// Opens a business for somebody who has an account, and gives its first page; nil when the address has another
  /// owner. One that is theirs already was opened by the first of two presses.
  private static func open(
    _ tenant: Tenant, for person: PersonID, _ request: OpenRequest, _ form: FormState
  ) async throws -> String? {
    do {
      try await request.global.transaction { db in
        try await Tenancy.create(tenant, at: request.now, in: db)
        try await addMember(person, as: .owner, to: tenant.id, at: request.now, in: db)
      }
    } catch is SlugTaken {
      let slugs = try await slugs(of: person, in: request.global)
      return slugs.contains(tenant.slug.text) ? home(of: [tenant.slug.text]) : nil
    }
    return try await begin(tenant, form, request)
  }

  /// Tells of a new business, and gives the page on which it begins.
  private static func begin(_ tenant: Tenant, _ form: FormState, _ request: OpenRequest) async throws
    -> String
  {
    let wantsSample = form.value("start") == SignUpPage.Start.sample.rawValue
    try await request.site.databases.tenant(tenant.id).publish(
      BusinessOpened(language: tenant.language, currency: tenant.currency, wantsSample: wantsSample))
    let home = home(of: [tenant.slug.text])
    return wantsSample ? "\(home)/sample?awaited=1" : home
  }

  private static func tooManySignUps(_ request: OpenRequest, _ form: FormState) -> Response? {
    let (client, now) = (request.http.client, request.now)
    let wait =
      signUpLimit.take(client.network, at: now) ?? client.site.flatMap { signUpSiteLimit.take($0, at: now) }
    guard let wait else { return nil }
    let page = SignUpPage(form.adding(.tooManyTries(wait)), request)
    return .page(page, status: .tooManyRequests)
  }

  /// The page again, with what was typed. Whether the address is free is found out along with everything else.
  private static func signUpPage(
    _ request: OpenRequest, _ form: FormState, _ status: HTTPStatus = .unprocessableContent
  ) async throws -> Response {
    let typed = TenantDraft.slug(typed: form.value("slug"), name: form.value("business"))
    guard let slug = typed, form.problem("slug") == nil, try await Tenancy.isTaken(slug, in: request.global)
    else {
      return .page(SignUpPage(form, request), status: status)
    }
    let zone = TimeZoneRules(form.value("zone"))
    let free = try await Tenancy.freeSlugs(like: slug, in: zone, db: request.global)
    let suggestions = free.map(\.text).joined(separator: ", ")
    return .page(SignUpPage(form.adding(.slugTaken(free: suggestions)), request), status: status)
  }
}

extension Problem {
  static let emailTaken = Problem(
    "email",
    "There is an account with this e-mail, and its password is another one. Sign in, then add the business.")

  static func slugTaken(free: String) -> Problem {
    free.isEmpty ? Problem("slug", "Taken. Choose another one.") : Problem("slug", "Taken. Free: \(free).")
  }
}

extension Flash {
  static func isReady(_ tenant: Tenant, _ request: OpenRequest) -> Flash {
    Flash(request.locale.text("\(tenant.name) is ready."))
  }
}
