import Basics
import Crypto
import HTTP

/// A form that asks for a dangerous action, with what its prompt brought.
struct StepUpForm: Sendable {
  let action: DangerousAction
  let answer: StepUpAnswer
  let ticket: StepUpTicket?
  /// The ticket was sealed for another form, or changed.
  let isStrange: Bool
}

extension Exchange {
  /// Parts the fields of the prompt from those of the form, and puts those back that the ticket holds.
  mutating func openTicket(of route: Route) {
    guard let action = route.stepUp, let session else { return }
    let answer = StepUpAnswer(takenFrom: &fields)
    let ticket = StepUpTicket(
      answer.ticket, for: binding(action, session, fields), with: site.stepUp.box)
    if let ticket { fields.merge(ticket.secrets) { _, kept in kept } }
    stepUpForm = StepUpForm(
      action: action, answer: answer, ticket: ticket, isStrange: answer.ticket != nil && ticket == nil)
  }

  private func binding(_ action: DangerousAction, _ session: Session, _ visible: [String: [String]])
    -> StepUpBinding
  {
    StepUpBinding(
      session: session.id, tenant: stepUpTenant, action: action, target: http.head.target, fields: visible)
  }

  /// What a person does to their own account is of no business.
  var stepUpTenant: TenantID { tenant?.id ?? .platform }

  /// Lets a dangerous action pass whose person has shown who they are, or gives the answer that asks for it.
  ///
  /// A form that brings a ticket is settled by it, also where an older proof would do: it must not be done twice.
  mutating func confirm(_ form: StepUpForm, by session: Session, about subject: String?) async throws
    -> Response?
  {
    let prover = site.stepUp.prover
    let means = try await prover.means(of: session, at: now)
    let accepted = form.action.factor.accepted(of: means.kinds)
    guard let ticket = form.ticket else {
      if try await hasFreshProof(form.action, session, accepted) { return nil }
      let problem: Problem? =
        form.isStrange
        ? Problem(nil, "That page was for something else, or too old. Confirm what stands here.") : nil
      return prompt(form, session, subject, means, accepted, problem, .forbidden)
    }
    if try await prover.isUsed(ticket.nonce) { return doneAlready() }
    if ticket.endsAt <= now {
      let problem = Problem(nil, "That page has waited for more than 10 minutes. Confirm it again.")
      return prompt(form, session, subject, means, accepted, problem, .forbidden)
    }
    guard let proof = form.answer.proof, accepted.contains(proof.kind) else {
      let problem = Problem(nil, "Show that it is you.")
      return prompt(form, session, subject, means, accepted, problem, .unprocessableContent)
    }
    switch try await prover.verdict(on: proof, of: session, at: now) {
    case .wrong(let message):
      try await noteFailure(form.action, by: session)
      let problem = Problem(StepUpField.name(of: proof.kind), message)
      return prompt(form, session, subject, means, accepted, problem, .unprocessableContent)
    case .tooMany(let message):
      try await noteFailure(form.action, by: session)
      return prompt(form, session, subject, means, accepted, Problem(nil, message), .tooManyRequests)
    case .right:
      try await settleFailures(form.action, by: session)
      return try await accept(ticket, proof.kind, session)
    }
  }

  private mutating func accept(_ ticket: StepUpTicket, _ proof: ProofKind, _ session: Session) async throws
    -> Response?
  {
    let stepUp = StepUp(
      session: session, token: cookie(SessionCookie.session) ?? "", tenant: stepUpTenant, proof: proof,
      nonce: ticket.nonce, endsAt: ticket.endsAt)
    guard case .accepted(let token) = try await site.stepUp.prover.accept(stepUp, at: now) else {
      return doneAlready()
    }
    newSession = token
    return nil
  }

  private func hasFreshProof(_ action: DangerousAction, _ session: Session, _ accepted: Set<ProofKind>)
    async throws -> Bool
  {
    guard action.freshness > .zero else { return false }
    let proofs = try await site.stepUp.prover.proofs(
      of: session, in: stepUpTenant, since: now - action.freshness)
    return !proofs.isDisjoint(with: accepted)
  }

  private func doneAlready() -> Response {
    refusal(.conflict, saying: "This was confirmed and done already. Go back and look before doing it again.")
  }

  /// A program gets the problem in a form of its own; a person the page that asks.
  private func prompt(
    _ form: StepUpForm, _ session: Session, _ subject: String?, _ means: ProofMeans,
    _ accepted: Set<ProofKind>, _ problem: Problem?, _ status: HTTPStatus
  ) -> Response {
    guard wantsPage else { return .stepUpRequired(form.action, accepted) }
    let visible = fields.filter { !StepUpTicket.isSecret($0.key) }
    // After a slip the same ticket goes on, so that a page further back in the browser's history does not do it again.
    let secrets = fields.filter { StepUpTicket.isSecret($0.key) }
    let ticket = form.ticket.flatMap { $0.endsAt > now ? $0 : nil } ?? StepUpTicket(secrets: secrets, at: now)
    let back = form.answer.back ?? cameFrom ?? (tenant.map { "/t/\($0.slug)" } ?? "/account")
    let sealed = ticket.sealed(for: binding(form.action, session, visible), with: site.stepUp.box)
    let own = [(name: StepUpField.ticket, value: sealed), (name: StepUpField.back, value: back)]
    let prompt = StepUpPrompt(
      action: form.action, subject: subject, business: tenant?.name, target: http.head.target,
      hidden: visible.sorted { $0.key < $1.key }.flatMap { name, values in values.map { (name, $0) } } + own,
      means: ProofMeans(accepted, passkeyRequest: means.passkeyRequest), problem: problem, back: back,
      shell: tenantRequest?.shell(section: ""))
    return Response(status, .page(site.stepUp.prover.page(prompt, openRequest)))
  }

  private var wantsPage: Bool {
    guard let accept = http.head["accept"] else { return true }
    return accept.contains("text/html") || !accept.contains("json")
  }

  /// The page of ours that the form was on.
  private var cameFrom: String? {
    guard let referer = http.head["referer"], referer.hasPrefix(site.origins.application.description) else {
      return nil
    }
    let path = SignInPath.ownPath(String(referer.dropFirst(site.origins.application.description.count)))
    return path == http.head.target ? nil : path
  }
}

extension Response {
  /// As RFC 9457 has it, with the names of what would do.
  fileprivate static func stepUpRequired(_ action: DangerousAction, _ accepted: Set<ProofKind>) -> Response {
    let kinds = accepted.map { "\"\($0.rawValue)\"" }.sorted().joined(separator: ",")
    let text = """
      {"type":"about:blank","title":"A fresh proof of who you are is needed","status":403,\
      "action":"\(action.name)","proofs":[\(kinds)]}
      """
    return Response(.forbidden, .body(.bytes(Array(text.utf8)), type: "application/problem+json"))
  }
}

/// What checks dangerous actions, as the site has it.
struct StepUpCheck: Sendable {
  let prover: any StepUpProver
  let box: SealedBox
  let failures = FailedProofs()

  init(_ prover: any StepUpProver, secret: [UInt8]) {
    self.prover = prover
    box = SealedBox(key: SecretKey(hashing: secret).derived(for: "step-up"))
  }
}
