import Audit
import Basics
import Database
import HTTP
import Localization
import Looks
import Loop
import Sheets
import Storage
import Web

extension ImportPages {
  static func draft(_ imported: Import, _ request: Request, problems: [Problem] = []) async throws -> Response
  {
    let shop = ImportShop(currency: request.tenant.locale.currency, zone: request.tenant.locale.zone)
    let path = request.site.storage.path(of: imported.fileHash, for: request.tenant.id)
    let locale = request.locale
    let look: SheetLook<Kind>
    do {
      look = try await offload { try SheetLook<Kind>(imported, at: path, for: shop, in: locale) }
    } catch is FileError {
      return try await index(request, problem: ImportFailure.gone.message)
    }
    let twin = try await Import.twin(of: imported, in: request.db)
    let remembered = try await RememberedMapping.find(for: imported.header, of: Kind.self, in: request.db)
    let isRemembered = imported.revision == 0 && remembered?.mapping == imported.mapping
    let page = draftPage(imported, look, twin: twin, isRemembered: isRemembered, request, problems)
    return .page(page, status: problems.isEmpty ? .ok : .unprocessableContent)
  }

  private static func draftPage(
    _ imported: Import, _ look: SheetLook<Kind>, twin: Import.ID?, isRemembered: Bool, _ request: Request,
    _ problems: [Problem]
  ) -> ImportDraftPage {
    let locale = request.locale
    let choices = ReadingChoices(
      format: imported.format, profile: look.profile, header: look.header, rows: look.rows,
      mapping: imported.mapping, fields: Kind.fields, locale: locale)
    let missing = imported.mapping.problems(for: Kind.fields, header: imported.header)
    return ImportDraftPage(
      shell: request.shell(section: "/\(Kind.key)"), subject: subject, path: path(request),
      listPath: listPath(request), ownPath: path(imported.id, request), fileName: imported.fileName,
      summary: summary(imported, look, locale),
      twin: twin.map { Link(locale.text("Look at it"), path($0, request)) },
      isRemembered: isRemembered,
      reading: ReadingForm(choices: choices.all, source: imported.source, problems: problems),
      columns: columns(imported, look), fields: options(for: imported, locale),
      problems: missing.map(\.message),
      doubts: look.profile.doubts.filter(\.isAboutColumns).map(\.message), preview: look.preview,
      trial: trialCard(imported, isReady: missing.isEmpty, request))
  }

  private static func summary(_ imported: Import, _ look: SheetLook<Kind>, _ locale: UserLocale) -> String {
    let rows = imported.trial.flatMap { $0.isDone ? $0.report.rows : nil }
    let counted: Message = rows.map { "\($0) rows" } ?? "about \(look.profile.estimatedRows) rows"
    return [
      Message(bytes: imported.fileSize, in: locale), counted, "\(look.header.count) columns",
    ].map(locale.text).joined(separator: " · ")
  }

  private static func options(for imported: Import, _ locale: UserLocale) -> [Option] {
    let key = RefusedRows.placeField
    let isNamed = Kind.fields.contains { $0.key == key } || !imported.mapping.fields.contains(key)
    return [Option("", locale.text("Leave out"))] + Kind.fields.map { Option($0.key, locale.text($0.title)) }
      + (isNamed ? [] : [Option(key, locale.text("Its place in the first file"))])
  }

  private static func columns(_ imported: Import, _ look: SheetLook<Kind>) -> [ImportColumn] {
    let named = ColumnMapping.guess(header: look.header, rows: [], fields: Kind.fields)
    let guessed = ColumnMapping.guess(header: look.header, rows: look.rows, fields: Kind.fields)
    return look.header.indices.prefix(ImportSettings.mostColumns).map { index in
      let field = imported.mapping.fields.indices.contains(index) ? imported.mapping.fields[index] : nil
      let values = look.rows.compactMap { index < $0.count && !$0[index].isEmpty ? $0[index] : nil }
      return ImportColumn(
        index: index, name: SheetProfile.title(ofColumn: index, header: look.header),
        samples: samples(values),
        field: field ?? "",
        state: state(
          field, named: named.fields[index], guessed: guessed.fields[index], isEmpty: values.isEmpty))
    }
  }

  private static func samples(_ values: [String]) -> String {
    var shown: [String] = []
    for value in values where !shown.contains(value) && shown.count < 3 { shown.append(value) }
    return shown.map { $0.shortened(to: 40) }.joined(separator: " · ")
  }

  private static func state(_ field: String?, named: String?, guessed: String?, isEmpty: Bool)
    -> ImportColumn.State
  {
    guard let field else { return isEmpty ? .empty : .unused }
    return field == guessed && field != named ? .guess : .matched
  }

  // MARK: - What is done with a draft

  /// Saves how the file is read and what goes where, and has it tried anew.
  static func map(_ request: Request) async throws -> Response {
    let imported = try await find(request)
    guard imported.state == .draft else { return .redirect(to: path(imported.id, request)) }
    var settings = ImportSettings(request.facts.fields, of: imported, known: Kind.fields)
    guard settings.problems.isEmpty else {
      return try await draft(imported, request, problems: settings.problems)
    }
    let header: [String]
    do {
      header = try await self.header(imported, under: &settings, request)
    } catch let refusal as SheetRefusal {
      let field = settings.format.encoding == imported.format.encoding ? "delimiter" : "encoding"
      return try await draft(imported, request, problems: [Problem(field, refusal.message)])
    }
    let chosen = settings
    return try await lead(imported, request, as: nil) { db in
      try await Import.save(
        chosen.mapping, format: chosen.format, source: chosen.source, header: header, of: imported.id,
        at: request.now, in: db)
      guard chosen.mapping.problems(for: Kind.fields, header: header).isEmpty else { return }
      try await Import.startTrial(imported.id, of: Kind.self, in: db)
    }
  }

  /// Another encoding or delimiter gives other columns, which are matched anew.
  private static func header(_ imported: Import, under settings: inout ImportSettings, _ request: Request)
    async throws -> [String]
  {
    let format = settings.format
    guard format.encoding != imported.format.encoding || format.delimiter != imported.format.delimiter else {
      return imported.header
    }
    let path = request.site.storage.path(of: imported.fileHash, for: request.tenant.id)
    let (header, rows) = try await offload { try SheetProfile.preview(path: path, format: format) }
    if header != imported.header {
      settings.mapping = ColumnMapping.guess(header: header, rows: rows, fields: Kind.fields)
    }
    return header
  }

  static func run(_ request: Request) async throws -> Response {
    let imported = try await find(request)
    let missing = imported.mapping.problems(for: Kind.fields, header: imported.header)
    guard missing.isEmpty else { return .redirect(to: path(imported.id, request)) }
    return try await lead(imported, request, as: "imports.start") { db in
      try await Import.start(imported.id, of: Kind.self, at: request.now, in: db)
      try await RememberedMapping.remember(imported.id, at: request.now, in: db)
    }
  }

  static func remove(_ request: Request) async throws -> Response {
    let imported = try await find(request)
    guard imported.state.canBeDiscarded else { return .redirect(to: path(imported.id, request)) }
    try await request.db.transaction { db in
      try await Import.discard(imported.id, in: db)
      try await db.record(AuditEntry("imports.discard", imported), by: request.actor, at: request.now)
    }
    return .redirect(to: path(request)).saying(Flash(request.locale.text("\(imported.fileName) is removed.")))
  }
}
