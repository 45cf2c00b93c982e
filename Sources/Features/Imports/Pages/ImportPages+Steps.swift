import Audit
import Basics
import Database
import HTTP
import Localization
import Looks
import Web

extension ImportPages {
  static func pause(_ request: Request) async throws -> Response {
    let imported = try await find(request)
    return try await lead(imported, request, as: "imports.pause") { db in
      try await Import.pause(imported.id, at: request.now, in: db)
    }
  }

  static func resume(_ request: Request) async throws -> Response {
    let imported = try await find(request)
    return try await lead(imported, request, as: "imports.resume") { db in
      try await Import.resume(imported.id, of: Kind.self, at: request.now, in: db)
    }
  }

  static func cancel(_ request: Request) async throws -> Response {
    let imported = try await find(request)
    return try await lead(imported, request, as: "imports.cancel") { db in
      try await Import.cancel(imported.id, at: request.now, in: db)
    }
  }

  /// Takes it back, stopping it first when it is still under way.
  static func undo(_ request: Request) async throws -> Response {
    let imported = try await find(request)
    return try await lead(imported, request, as: "imports.undo") { db in
      guard imported.isUndoable(at: request.now) else {
        throw Failure.conflict("An import can be taken back within 30 days of its end.")
      }
      if !imported.state.canBeUndone {
        try await Import.cancel(imported.id, at: request.now, in: db)
      }
      try await Import.undo(imported.id, of: Kind.self, at: request.now, in: db)
    }
  }

  /// Does something with an import, notes it, and leads back to its page, which shows how it stands now: also when
  /// somebody else was quicker.
  static func lead(
    _ imported: Import, _ request: Request, as action: String?, doing: (TenantDatabase) async throws -> Void
  ) async throws -> Response {
    let response = Response.redirect(to: path(imported.id, request))
    do {
      try await request.db.transaction { db in
        try await doing(db)
        guard let action else { return }
        try await db.record(AuditEntry(action, imported), by: request.actor, at: request.now)
      }
      return response
    } catch Failure.conflict(let message) {
      return response.saying(Flash(request.locale.text(message)))
    }
  }
}

extension Import {
  static let daysToUndo = 30

  /// Until when it can be taken back.
  var undoableUntil: Instant { (finished ?? changed) + .seconds(Import.daysToUndo * 86400) }

  func isUndoable(at now: Instant) -> Bool {
    (state.canBeUndone && now < undoableUntil) || state.canBeCancelled
  }

  /// Another import of the very same file.
  static func twin(of imported: Import, in db: TenantDatabase) async throws -> ID? {
    try await db.first(
      """
      select id
        from imports
       where tenant_id = \(db.tenant) and file_hash = \(imported.fileHash) and kind = \(imported.kind)
         and id <> \(imported.id) and state not in ('draft', 'undone')
       order by created_at desc
       limit 1
      """, as: ID.self)
  }
}
