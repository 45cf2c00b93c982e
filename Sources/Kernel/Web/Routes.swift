import Basics
import HTTP

package typealias TenantHandler = @Sendable (Request) async throws -> Response
package typealias OpenHandler = @Sendable (OpenRequest) async throws -> Response

/// The routes of the application, which are also its access policy.
///
/// A route inside a tenant is written without its `/t/{slug}`. A path segment that begins with `:` is a parameter.
package struct Routes {
  package private(set) var all: [Route] = []

  package init() {}

  package mutating func get(
    _ path: String, for audience: TenantAudience, _ handler: @escaping TenantHandler
  ) {
    add(.get, Routes.inTenant(path), .tenant(audience, handler), .none)
  }

  package mutating func post(
    _ path: String, for audience: TenantAudience, body: BodyLimit = .form,
    stepUp action: DangerousAction? = nil, asks: StepUpQuestion = StepUpQuestion(),
    _ handler: @escaping TenantHandler
  ) {
    add(.post, Routes.inTenant(path), .tenant(audience, handler), body, action, asks)
  }

  package mutating func get(
    _ path: String, for audience: OpenAudience, _ handler: @escaping OpenHandler
  ) {
    add(.get, path, .open(audience, handler), .none)
  }

  package mutating func post(
    _ path: String, for audience: OpenAudience, body: BodyLimit = .form,
    stepUp action: DangerousAction? = nil, _ handler: @escaping OpenHandler
  ) {
    add(.post, path, .open(audience, handler), body, action)
  }

  private static func inTenant(_ path: String) -> String { path == "/" ? "/t/:slug" : "/t/:slug\(path)" }

  private mutating func add(
    _ method: HTTPMethod, _ pattern: String, _ action: Route.Action, _ body: BodyLimit,
    _ stepUp: DangerousAction? = nil, _ asks: StepUpQuestion = StepUpQuestion()
  ) {
    if stepUp != nil {
      precondition(body == .form, "a dangerous action comes with a form that can be kept: \(pattern)")
      if case .open(.everyone, _) = action { preconditionFailure("who is to prove anything: \(pattern)") }
    }
    all.append(
      Route(method: method, pattern: pattern, action: action, body: body, stepUp: stepUp, asks: asks))
  }
}

/// How much a route reads, and where to.
package enum BodyLimit: Sendable, Equatable {
  /// A body is refused.
  case none
  /// A form of up to 256 KiB, in memory, with up to 200 fields of up to 16 KiB.
  case form
  /// A form with files of up to so many bytes each, read by the handler; see `IncomingForm`. Who may not send it is
  /// turned away before any of it is read.
  case upload(bytes: Int)
}

/// What a dangerous route asks, and when.
package struct StepUpQuestion: Sendable {
  let subject: @Sendable (Request) async throws -> String?
  let isDue: @Sendable (Request) async throws -> Bool

  /// `subject` names the thing that it is done to, and throws `Failure.notFound` for what is not there; `due` says
  /// whether this form does what is dangerous, where a form may also do something else.
  package init(
    about subject: @escaping @Sendable (Request) async throws -> String? = { _ in nil },
    when due: @escaping @Sendable (Request) async throws -> Bool = { _ in true }
  ) {
    self.subject = subject
    isDue = due
  }
}

/// One line of the policy: a method, a path, who may, and what is done.
package struct Route: Sendable {
  package enum Action: Sendable {
    case tenant(TenantAudience, TenantHandler)
    case open(OpenAudience, OpenHandler)
  }

  package let method: HTTPMethod
  /// With parameters as they are declared: `/t/:slug/orders/:id`.
  package let pattern: String
  package let segments: [Substring]
  package let action: Action
  package let body: BodyLimit
  /// The dangerous action that it carries out, which asks who is sitting there.
  package let stepUp: DangerousAction?
  package let asks: StepUpQuestion

  init(
    method: HTTPMethod, pattern: String, action: Action, body: BodyLimit, stepUp: DangerousAction? = nil,
    asks: StepUpQuestion = StepUpQuestion()
  ) {
    self.method = method
    self.pattern = pattern
    segments = pattern.split(separator: "/")
    self.action = action
    self.body = body
    self.stepUp = stepUp
    self.asks = asks
  }

  /// Who may, in words, for `haat routes` and the tests.
  package var audience: String {
    switch action {
    case .tenant(.can(let permission), _): permission.name
    case .tenant(.members, _): "members"
    case .open(.everyone, _): "everyone"
    case .open(.signedIn, _): "signed in"
    }
  }
}
