import Audit
import Basics
import HTML
import Localization
import Looks
import Places
import Web

/// What was done in a business, the newest first, with what it was searched by.
struct AuditPage: Sendable {
  let shell: Shell
  let search: AuditSearch
  let rows: [AuditRow]
  let people: [Option]
  let actions: [Option]
  let applied: [AppliedFilter]
  let newer: String?
  let older: String?
  let path: String
  let exportPath: String?
  /// Whose the countries beside the addresses are.
  let placeSource: Message?

  init(_ request: Request, _ search: AuditSearch, _ page: KeysetPage<TrailEntry>, people: [Option]) {
    let words = AuditWords(request.site)
    let path = request.path("/audit")
    shell = request.shell(section: "/audit")
    self.search = search
    self.path = path
    rows = page.rows.map { AuditRow($0, words, request.site.places, path: path, request.locale) }
    let everybody = Option("", request.locale.text("Everybody"))
    let everything = Option("", request.locale.text("Everything"))
    self.people = [everybody] + people
    actions =
      [everything]
      + words.all.map { Option($0.name, request.locale.text($0.title)) }.sorted { $0.title < $1.title }
    applied = AuditFilters(search, of: page.rows, people: people, words, path: path, request.locale).applied
    newer = page.newer.map { path + search.query(at: $0) }
    older = page.older.map { path + search.query(at: $0) }
    placeSource = rows.contains { $0.hasCountry } ? request.site.places.source : nil
    exportPath = request.can(.exportAudit) ? request.path("/audit/export") : nil
  }

  /// Nothing has ever been done here, or nothing that is like this.
  var isEmpty: Bool { rows.isEmpty }
}

/// One entry in the list.
struct AuditRow: Sendable {
  let id: String
  let sentence: Message
  let occurredAt: Instant
  let changes: [AuditChange]
  /// Whether anything was otherwise before: else what there is to say are plain facts.
  var isChange: Bool { changes.contains { $0.before != nil } }
  let seal: Int?
  let request: String
  let address: String
  /// The address with its country.
  let place: Message
  let hasCountry: Bool
  let device: Message?
  let userAgent: String
  /// Where only entries of the same are listed.
  let personPath: String?
  let subjectPath: String
  let addressPath: String
  let isActorErased: Bool
  let isContentErased: Bool

  init(_ entry: TrailEntry, _ words: AuditWords, _ places: Places, path: String, _ locale: UserLocale) {
    id = entry.id.description
    sentence = words.sentence(entry)
    occurredAt = entry.occurredAt
    changes = words.changes(entry)
    seal = entry.seal
    request = entry.requestID
    address = entry.actor?.address ?? ""
    let here = places.place(of: address)
    place = here.words
    hasCountry = here.country != nil
    userAgent = entry.actor?.device ?? ""
    device = userAgent.isEmpty ? nil : Device(userAgent: userAgent).name
    personPath = entry.person.map { person in path + AuditSearch().with { $0.person = person }.query() }
    let subject = AuditSearch.Subject(kind: entry.subjectKind, id: entry.subjectID)
    subjectPath = path + AuditSearch().with { $0.subject = subject }.query()
    let address = address
    addressPath = path + AuditSearch().with { $0.address = address }.query()
    isActorErased = entry.actor == nil && entry.person != nil
    isContentErased = entry.content == nil
  }
}

/// The filters that are set, each with the way to the list without it.
struct AuditFilters {
  let applied: [AppliedFilter]

  init(
    _ search: AuditSearch, of rows: [TrailEntry], people: [Option], _ words: AuditWords, path: String,
    _ locale: UserLocale
  ) {
    var all: [AppliedFilter] = []
    func add(_ title: Message, without change: (inout AuditSearch) -> Void) {
      all.append(AppliedFilter(locale.text(title), removePath: path + search.with(change).query()))
    }
    if let text = search.words { add("“\(text)”") { $0.words = nil } }
    if let person = search.person?.description {
      let name = people.first { $0.value == person }?.title ?? person
      add("Person: \(name)") { $0.person = nil }
    }
    if let action = search.action {
      let title = words.all.first { $0.name == action }?.title ?? Message(verbatim: action)
      add("What: \(title)") { $0.action = nil }
    }
    if let subject = search.subject {
      let name = rows.first.map(words.subject) ?? Message(verbatim: subject.id)
      add("Only of this one: \(name)") { $0.subject = nil }
    }
    if let from = search.from { add("From \(from)") { $0.from = nil } }
    if let to = search.to { add("Up to \(to)") { $0.to = nil } }
    if let address = search.address { add("Address: \(address)") { $0.address = nil } }
    applied = all
  }
}
