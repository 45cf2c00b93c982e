import App
import Audit
import Basics
import CSV
import Database
import Glibc
import Imports
import Localization
import Operations
import Sheets
import Tenancy

/// An import that somebody has typed the command for, from the file to the report.
struct ImportErrand<Kind: ImportKind>: Sendable {
  private let file: GivenFile
  private let slug: String
  private let installation: Installation
  private let locale = UserLocale.plain

  init(_ file: GivenFile, into slug: String, of installation: Installation) {
    self.file = file
    self.slug = slug
    self.installation = installation
  }

  /// - Returns: the exit code.
  func run(on databases: Databases) async throws -> Int32 {
    do {
      guard let slug = Slug(slug) else { throw Failure.notFound }
      let db = databases.tenant(try await Tenant.find(slug, in: databases.global).id)
      let storage = installation.storage
      let given = FileImport<Kind>(
        path: file.path, descriptor: file.descriptor, source: file.source, zone: file.zone,
        columns: file.columns)
      let id = try await given.prepare(storage: storage, in: db)
      let imported = try await Import.find(id, kind: Kind.key, in: db)
      try await db.record(AuditEntry("imports.start", imported), by: Actor(kind: .command, name: ""))
      let ended = try await FileImport<Kind>.carryOut(id, storage: storage, in: db) {
        say(progress($0), to: 2)
      }
      say(ImportText<Kind>(ended, locale).text)
      if ended.progress.refused > 0 { try await writeRejects(of: ended, from: db) }
      await databases.close()
      return ended.state == .finished ? 0 : 1
    } catch Failure.notFound {
      throw Trouble(
        "There is no business at “\(slug)”.", mend: "It is the word behind /t/ in the address of its pages.")
    } catch Failure.conflict(let message) {
      throw Trouble(locale.text(message))
    } catch Failure.invalid(let problems) {
      throw Trouble(
        problems.map { locale.text($0.message) }.joined(separator: "\n"),
        mend:
          "Name the columns with --map FIELD=COLUMN,… The fields are \(Kind.fields.map(\.key).joined(separator: ", "))."
      )
    }
  }

  private func progress(_ imported: Import) -> String {
    let progress = imported.progress
    switch imported.state {
    case .waiting: return "Another import of this business is at work; this one waits."
    case .counting: return "\(progress.read) rows; the figures are being restated."
    default:
      return "\(progress.read) rows, \(progress.rowsPerSecond) a second, \(Int(progress.fraction * 100))%"
    }
  }

  private func writeRejects(of imported: Import, from db: TenantDatabase) async throws {
    let path = writable(file.rejects)
    var output = try OutputFile(path: path)
    var part = Output(capacity: 1 << 16)
    try await RefusedRows.write(of: imported, Kind.self, in: locale, from: db) { bytes in
      part.append(bytes)
      try output.write(part)
      part.reset()
    }
    try output.finish()
    say("The refused rows are in \(path).")
  }

  /// The path, or the same file name in the folder of Haat's own files where the user that the program has become may not
  /// write there.
  private func writable(_ path: String) -> String {
    if access(Operations.folder(of: path), W_OK | X_OK) == 0 { return path }
    return "\(installation.varFolder)/\(path.split(separator: "/").last ?? "rejected.csv")"
  }
}
