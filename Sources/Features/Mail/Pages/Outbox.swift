import Basics
import Database
import HTTP
import Localization
import Web

/// The mails of a Haat that is being developed: there is no server to send them to, and whoever sits at this machine may
/// read them all.
enum Outbox {
  private static let size = 200

  static func index(_ request: OpenRequest) async throws -> Response {
    let databases = try databases(of: request)
    let words = request.query("q")?.normalizedLine ?? ""
    let mails = try await recent(in: databases).filter {
      words.isEmpty || $0.to.key.contains(words.lowercased())
    }
    return .page(OutboxPage(mails: mails, words: words, languages: request.languageChoices))
  }

  static func show(_ request: OpenRequest) async throws -> Response {
    let (mail, body, route) = try await mail(of: request)
    return .page(
      OutboxMailPage(
        mail: mail, body: body, text: body?.text(origin: "\(route.origin)"),
        languages: request.languageChoices))
  }

  /// As a program that shows mails gets it.
  static func showMarkup(_ request: OpenRequest) async throws -> Response {
    let (_, body, route) = try await mail(of: request)
    guard let body else { throw Failure.notFound }
    var response = Response(.ok, .text(MailPage(body, origin: "\(route.origin)").html, type: "text/html"))
    response.policy = .document
    return response
  }

  /// Nobody but this machine's own people, and only where nothing is sent: else there is no such page.
  private static func databases(of request: OpenRequest) throws -> Databases {
    guard let route = request.site.provisions[MailRoute.self], route.hasOutbox, request.http.peer.isLoopback
    else {
      throw Failure.notFound
    }
    return request.site.databases
  }

  private static func mail(of request: OpenRequest) async throws -> (StoredMail, MailBody?, MailRoute) {
    let databases = try databases(of: request)
    let id = try request.id(of: StoredMail.self)
    guard let route = request.site.provisions[MailRoute.self],
      let tenant = try await databases.platform.first(
        "select /* every tenant */ tenant_id from mails where id = \(id)", as: TenantID.self)
    else { throw Failure.notFound }
    let db = databases.tenant(tenant)
    let mail = try await StoredMail.find(id, in: db)
    return (mail, try await mail.body(in: db), route)
  }

  /// The newest of all tenants: the platform's login sees whose they are, and each is read as its tenant.
  private static func recent(in databases: Databases) async throws -> [StoredMail] {
    let tenants = try await databases.platform.all(
      """
      select /* every tenant */ distinct tenant_id
        from (select tenant_id from mails order by created_at desc limit \(size)) newest
      """, as: TenantID.self)
    var mails: [StoredMail] = []
    for tenant in tenants { mails += try await StoredMail.recent(in: databases.tenant(tenant), limit: size) }
    return Array(mails.sorted { $0.created > $1.created }.prefix(size))
  }
}
