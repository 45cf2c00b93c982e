import Basics
import Database
import Loop
import Sheets
import Storage
import Tenancy

/// Brings a file as the command does: stored, mapped by its header and taken in this process, or by a server that was quicker
/// to begin. The same file again goes on with an import of it that did not end.
package struct FileImport<Kind: ImportKind>: Sendable {
  let path: String
  let descriptor: Int32
  let source: String
  /// The zone of the file's times; the shop's own when there is none.
  let zone: TimeZoneRules?
  /// Columns by the keys of their fields, for what a header does not tell.
  let columns: [String: String]

  /// - Parameter descriptor: the file, opened; it stays the caller's.
  package init(
    path: String, descriptor: Int32, source: String, zone: TimeZoneRules? = nil,
    columns: [String: String] = [:]
  ) {
    self.path = path
    self.descriptor = descriptor
    self.source = source
    self.zone = zone
    self.columns = columns
  }

  /// Stores the file and begins an import of it, or finds the one that did not end.
  package func prepare(storage: FileStorage, in db: TenantDatabase) async throws -> Import.ID {
    if source.lowercased() == Import.sampleSource {
      throw Failure.conflict("“sample” is the name of what is made up. Choose another.")
    }
    let (descriptor, tenant) = (descriptor, db.tenant)
    let file: StoredFile
    do {
      file = try await offload { try storage.keep(descriptor, for: tenant) }
    } catch let full as StorageFull {
      throw Failure.conflict(full.message)
    }
    if let left = try await Import.unfinished(file.hash, source: source, kind: Kind.key, in: db) {
      try await goOn(left, in: db)
      return left.id
    }
    let own = try await Tenant.own(in: db).zone
    let profile = try await examine(storage.path(of: file.hash, for: tenant), in: zone ?? own)
    let mapping = try map(profile)
    let draft = Import.Draft(
      kind: Kind.key, source: source, fileName: path.split(separator: "/").last.map(String.init) ?? path,
      file: file,
      format: profile.format, mapping: mapping, header: profile.header, person: nil)
    let id = try await Import.create(draft, at: .now, in: db)
    try await Import.start(id, of: Kind.self, at: .now, in: db)
    return id
  }

  private func goOn(_ left: Import, in db: TenantDatabase) async throws {
    if let zone, zone != left.format.zone {
      throw Failure.conflict(
        "The file's times have been read as those of \(left.format.zone.identifier) before. Give that zone.")
    }
    if left.state.canBeResumed { try await Import.resume(left.id, of: Kind.self, at: .now, in: db) }
  }

  private func examine(_ path: String, in zone: TimeZoneRules) async throws -> SheetProfile {
    do {
      return try await offload { try SheetProfile.examine(path: path, zone: zone) }
    } catch let refusal as SheetRefusal {
      throw Failure.conflict(refusal.message)
    }
  }

  private func map(_ profile: SheetProfile) throws -> ColumnMapping {
    var mapping = ColumnMapping.guess(header: profile.header, rows: profile.rows, fields: Kind.fields)
    for (field, column) in columns {
      guard Kind.fields.contains(where: { $0.key == field }) else {
        let known = Kind.fields.map(\.key).joined(separator: ", ")
        throw Failure.conflict("There is no field “\(field)”. The fields are \(known).")
      }
      guard let place = profile.header.firstIndex(of: column) else {
        throw Failure.conflict("The file has no column “\(column)”.")
      }
      if let guessed = mapping.index(of: field) { mapping.fields[guessed] = nil }
      mapping.fields[place] = field
    }
    let problems = mapping.problems(for: Kind.fields, header: profile.header)
    guard problems.isEmpty else { throw Failure.invalid(problems) }
    return mapping
  }

  /// Takes the file's rows here, unless a server does; comes back when the import is over or stands still.
  /// - Parameter tell: told now and then how far it is.
  package static func carryOut(
    _ id: Import.ID, storage: FileStorage, in db: TenantDatabase, tell: @Sendable (Import) -> Void
  ) async throws -> Import {
    async let run: Void = runHere(id, storage: storage, in: db)
    var imported = try await Import.find(id, kind: Kind.key, in: db)
    while imported.state.isAtWork {
      tell(imported)
      try await Task.sleep(for: .milliseconds(500))
      imported = try await Import.find(id, kind: Kind.key, in: db)
    }
    try await run
    return try await Import.find(id, kind: Kind.key, in: db)
  }

  /// Begins as soon as it is this import's turn and nobody else is at work on it.
  private static func runHere(_ id: Import.ID, storage: FileStorage, in db: TenantDatabase) async throws {
    while true {
      if let run = try await ImportRun<Kind>.begin(id, patience: .zero, storage: storage, in: db) {
        return try await run.run()
      }
      guard try await Import.state(of: id, in: db).isAtWork else { return }
      try await Import.giveUpLost(in: db)
      try await Task.sleep(for: .milliseconds(250))
    }
  }
}
