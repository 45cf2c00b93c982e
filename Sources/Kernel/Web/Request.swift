import Basics
import Database
import HTML
import HTTP
import Localization
import Looks

/// What any request has, inside a tenant or outside.
package protocol WebRequest: Sendable {
  var facts: RequestFacts { get }
  var session: Session? { get }
}

/// What came, when, and how to answer it.
package struct RequestFacts: Sendable {
  package let http: HTTPRequest
  package let now: Instant
  package let site: Site
  package let locale: UserLocale
  /// What stood in the places of the route's parameters, by their names.
  package let parameters: [String: String]
  /// The fields of a form that was sent, its token checked.
  package let fields: [String: [String]]
  /// The form of a route that takes files, its token not checked before it is read.
  package let incoming: IncomingForm?
  /// What the last page wanted said on this one.
  package let flash: Flash?
}

extension WebRequest {
  package var now: Instant { facts.now }
  package var locale: UserLocale { facts.locale }
  package var site: Site { facts.site }
  package var http: HTTPRequest { facts.http }
  package var id: RequestID { facts.http.id }

  /// The value of a query parameter; the first one counts, and an empty one is none.
  package func query(_ name: String) -> String? {
    (try? facts.http.query())?.first(name).flatMap { $0.isEmpty ? nil : $0 }
  }

  package func cookie(_ name: String) -> String? {
    facts.http.head["cookie"].flatMap { SessionCookie.value(of: name, in: $0) }
  }

  package func parameter(_ name: String) -> String { facts.parameters[name] ?? "" }

  /// The key in the path. What is no key is not there.
  package func id<Row>(of _: Row.Type, _ name: String = "id") throws -> RecordID<Row> {
    guard let id = RecordID<Row>(parameter(name)) else { throw Failure.notFound }
    return id
  }

  /// Reads the form that was sent; every problem at once.
  package func form<Draft: FormDraft>(_: Draft.Type = Draft.self) -> FilledForm<Draft> {
    FilledForm(facts.fields)
  }

  /// The page that the person is on, for coming back to it: a path of ours with its query.
  package var address: String { http.head.target }
}

/// A request inside a tenant, from a member who may make it.
package struct Request: WebRequest {
  package let facts: RequestFacts
  package let member: Session
  package let tenant: TenantProfile
  package let role: Role
  /// The tenant's own rows, and nothing else.
  package let db: TenantDatabase

  package var session: Session? { member }

  package func can(_ permission: Permission) -> Bool { role.holds(permission) }

  /// The same of a permission of a feature that may not be imported here, by its name.
  package func can(_ name: String) -> Bool {
    site.permissions.first { $0.name == name }.map(role.holds) ?? false
  }

  /// The address of a page of this tenant: `request.path("/orders")`.
  package func path(_ rest: String) -> String { "/t/\(tenant.slug)\(rest)" }
}

/// A request outside any tenant.
package struct OpenRequest: WebRequest {
  package let facts: RequestFacts
  package let session: Session?
  /// The few global tables; Identity and Tenancy alone use it.
  package var global: PlatformDatabase { facts.site.databases.global }
}
