import Audit
import Basics
import Database
import HTTP
import Localization
import Loop
import Sheets
import Storage
import Web

extension ImportPages {
  /// Takes a file in, and leads to what is in it; or shows the page again, with why it is not taken.
  static func create(_ request: Request) async throws -> Response {
    do {
      let id = try await UploadGate.shared.pass(request.tenant.id) { try await receive(request) }
      return .redirect(to: path(id, request))
    } catch let refusal as SheetRefusal {
      return try await index(request, problem: refusal.message)
    } catch let error as FormError {
      return try await index(request, problem: problem(error))
    } catch let full as StorageFull {
      return try await index(request, problem: full.message)
    } catch Failure.conflict(let message) {
      return try await index(request, problem: message)
    } catch is FileError {
      return try await index(request, problem: noRoom)
    } catch is SystemError {
      return try await index(request, problem: noRoom)
    }
  }

  private static var noRoom: Message { "There is no room for the file on our side. Nothing was kept." }

  private static func problem(_ error: FormError) -> Message {
    switch error {
    case .fileTooLarge: "The file is larger than 2 GB. Gzip it, or cut it into several."
    case .malformed: "The file did not come whole. Send it again."
    case .tooManyFields, .fieldTooLarge, .unsupportedType: "Choose a file first."
    }
  }

  /// Until it is kept, the file has no name: it is gone when the client leaves or anything fails.
  private static func receive(_ request: Request) async throws -> Import.ID {
    let (tenant, storage, zone) = (request.tenant.id, request.site.storage, request.tenant.locale.zone)
    let incoming = request.facts.incoming
    let scratch = try await offload {
      try storage.makeSure(ofRoomFor: incoming?.announced ?? 1, for: tenant)
      return try storage.scratch()
    }
    guard let form = try await incoming?.read(into: scratch), let upload = form.upload("file")
    else {
      throw FormError.unsupportedType
    }
    guard upload.size > 0 else { throw SheetRefusal.empty }
    let name = upload.part.fileName ?? ""
    let (profile, file) = try await offload {
      let profile = try SheetProfile.examine(path: name, opened: upload.file.descriptor, zone: zone)
      return (profile, try storage.keep(upload.file.descriptor, for: tenant))
    }
    return try await note(profile, file, named: name, request)
  }

  /// As it was read the last time when its columns are the same, else as it looks.
  private static func note(
    _ profile: SheetProfile, _ file: StoredFile, named name: String, _ request: Request
  )
    async throws -> Import.ID
  {
    let db = request.db
    let remembered = try await RememberedMapping.find(for: profile.header, of: Kind.self, in: db)
    let guess = ColumnMapping.guess(header: profile.header, rows: profile.rows, fields: Kind.fields)
    let draft = Import.Draft(
      kind: Kind.key, source: remembered?.source ?? "csv", fileName: name, file: file,
      format: remembered.map { profile.format.keeping($0.format) } ?? profile.format,
      mapping: remembered?.mapping ?? guess, header: profile.header, person: request.member.person)
    return try await db.transaction { db in
      let id = try await Import.create(draft, at: request.now, in: db)
      if draft.mapping.problems(for: Kind.fields, header: draft.header).isEmpty {
        try await Import.startTrial(id, of: Kind.self, in: db)
      }
      let entry = AuditEntry(
        "imports.upload", .init("import", id.description, Import.shownName(of: name)),
        after: ["kind": Kind.key])
      try await db.record(entry, by: request.actor, at: request.now)
      return id
    }
  }
}

extension SheetFormat {
  /// What the person chose the last time; encoding and delimiter are this file's own.
  fileprivate func keeping(_ remembered: SheetFormat) -> SheetFormat {
    var format = remembered
    format.encoding = encoding
    format.delimiter = delimiter
    format.allowsShortRows = allowsShortRows || remembered.allowsShortRows
    return format
  }
}
