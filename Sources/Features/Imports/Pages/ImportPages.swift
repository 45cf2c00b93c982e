import Basics
import Database
import HTTP
import Identity
import Looks
import Web

/// The pages of one kind's imports, for the feature that provides it: `ImportPages<OrderLines>.routes(&routes)`.
package enum ImportPages<Kind: ImportKind> {
  package static func routes(_ routes: inout Routes) {
    let imports = "/\(Kind.key)/imports"
    let audience = TenantAudience.can(Kind.permission)
    routes.get(imports, for: audience, index)
    routes.post(imports, for: audience, body: .upload(bytes: ImportsPage.largestFile), create)
    routes.get("\(imports)/example.csv", for: audience, example)
    routes.get("\(imports)/:id", for: audience, show)
    routes.get("\(imports)/:id/progress", for: audience, progress)
    routes.post(
      "\(imports)/:id/refused.csv", for: audience, stepUp: .exportRefusedRows,
      asks: StepUpQuestion(about: fileName), refused)
    routes.post("\(imports)/:id/mapping", for: audience, map)
    routes.post("\(imports)/:id/run", for: audience, run)
    routes.post("\(imports)/:id/pause", for: audience, pause)
    routes.post("\(imports)/:id/resume", for: audience, resume)
    routes.post("\(imports)/:id/cancel", for: audience, cancel)
    routes.post(
      "\(imports)/:id/undo", for: audience, stepUp: .undoImport,
      asks: StepUpQuestion(about: fileName), undo)
    routes.post("\(imports)/:id/removal", for: audience, remove)
  }

  static var subject: ImportSubject { ImportSubject(rawValue: Kind.key) ?? .orders }

  static func listPath(_ request: Request) -> String { request.path("/\(Kind.key)") }
  static func path(_ request: Request) -> String { request.path("/\(Kind.key)/imports") }
  static func path(_ id: Import.ID, _ request: Request) -> String { "\(path(request))/\(id)" }

  static func fileName(_ request: Request) async throws -> String? { try await find(request).fileName }

  static func find(_ request: Request) async throws -> Import {
    try await Import.find(request.id(of: Import.self), kind: Kind.key, in: request.db).known(to: Kind.self)
  }

  /// What the page of an import shows depends on how far it has come.
  static func show(_ request: Request) async throws -> Response {
    let imported = try await find(request)
    switch imported.state {
    case .draft: return try await draft(imported, request)
    case .waiting, .running, .counting, .paused, .undoing: return underWay(imported, request)
    case .finished, .cancelled, .failed, .undone: return try await report(imported, request)
    }
  }
}
