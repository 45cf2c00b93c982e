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
  /// How many businesses one network may add to accounts: 30 at once, then two a minute.
  private static let signUpLimit = RateLimiter(burst: 30, refill: .seconds(30))
  /// How many a site of version 6 may, which has its choice of networks: 60 at once, then four a minute.
  private static let signUpSiteLimit = RateLimiter(burst: 60, refill: .seconds(15))
  static let signUpMails = MailLimits("sign-up")

  /// With what this browser has typed before, as long as its code is awaited.
  static func newSignUp(_ request: OpenRequest) async throws -> Response {
    guard request.session == nil, let pending = try await PendingSignUp.find(request) else {
      return .page(SignUpPage(.proposal(for: request), request))
    }
    return try await signUpPage(request, pending.draft.form, .ok)
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

  /// Whether the address has an account is nothing that is asked here: the same work, the same answer, and a mail that
  /// only its owner reads.
  private static func createAccountAndBusiness(_ request: OpenRequest) async throws -> Response {
    let filled = request.form(SignUpDraft.self)
    guard let draft = filled.draft, let tenant = draft.tenant, let email = draft.email else {
      return try await signUpPage(request, filled.state)
    }
    if try await Tenancy.isTaken(tenant.slug, in: request.global) {
      return try await signUpPage(request, filled.state)
    }
    let before = try await PendingSignUp.find(request)
    let isProved = before.map { $0.isProved(for: email, at: request.now) } ?? false
    if !isProved, let wait = try await signUpMails.take(email, request) {
      let page = SignUpPage(filled.state.adding(.tooManyTries(wait)), request)
      return .page(page, status: .tooManyRequests)
    }
    let pending = PendingSignUp.Draft(
      filled.state, email: email,
      passwordHash: try await Password.hash(draft.password, for: request.http.client.asker),
      language: request.locale.language)
    if isProved, let before { return try await open(before.with(pending), request) }
    let token = try await PendingSignUp.begin(pending, replacing: before?.token, request)
    return Response.redirect(to: "/sign-up/confirm").setting(cookie: PendingSignUp.cookie(token))
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
  static func begin(_ tenant: Tenant, _ form: FormState, _ request: OpenRequest) async throws
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
  static func slugTaken(free: String) -> Problem {
    free.isEmpty ? Problem("slug", "Taken. Choose another one.") : Problem("slug", "Taken. Free: \(free).")
  }
}

extension Flash {
  static func isReady(_ tenant: Tenant, _ request: OpenRequest) -> Flash {
    Flash(request.locale.text("\(tenant.name) is ready."))
  }
}
