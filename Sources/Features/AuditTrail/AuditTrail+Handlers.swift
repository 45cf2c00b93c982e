import Audit
import Basics
import Database
import HTTP
import Localization
import Web

extension AuditTrail {
  static func index(_ request: Request) async throws -> Response {
    let search = AuditSearch(request.query)
    let cursor = request.query("at").flatMap { Cursor($0, keys: 1) }
    let zone = request.tenant.locale.zone
    async let page = TrailEntry.page(search, from: cursor, in: zone, request.db)
    async let people = TrailEntry.people(in: request.db)
    return .page(AuditPage(request, search, try await page, people: try await people))
  }

  /// What is listed as a file. That somebody took it along is an entry itself, the newest in it.
  static func export(_ request: Request) async throws -> Response {
    let search = AuditSearch { name in request.facts.fields[name]?.first.flatMap { $0.isEmpty ? nil : $0 } }
    let asked = search.query()
    let entry = AuditEntry(
      "audit.export", .init("audit", request.tenant.id.description),
      after: asked.isEmpty ? [:] : ["search": asked])
    try await request.db.record(entry, by: request.actor, at: request.now)
    let file = AuditFile(AuditWords(request.site), request.locale)
    let (db, zone) = (request.db, request.tenant.locale.zone)
    let body = ResponseBody.stream(length: nil) { out in
      try await out.write(file.header)
      try await TrailEntry.walk(search, in: zone, db) { try await out.write(file.lines($0)) }
    }
    return .download(body, type: "text/csv; charset=utf-8", name: "audit-\(zone.date(of: request.now)).csv")
  }
}
