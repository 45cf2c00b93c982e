import Audit
import Basics
import CSV
import Localization

/// The log as a file: what happened as a sentence, and every part of it in a column of its own.
struct AuditFile: Sendable {
  private let words: AuditWords
  private let locale: UserLocale

  init(_ words: AuditWords, _ locale: UserLocale) {
    self.words = words
    self.locale = locale
  }

  /// With the mark by which Excel knows UTF-8.
  var header: [UInt8] {
    var writer = CSVWriter(byteOrderMark: true)
    writer.row([
      "time", "what", "action", "actor_kind", "actor_id", "actor", "subject_kind", "subject_id", "subject",
      "before",
      "after", "address", "device", "request", "seal", "entry",
    ])
    return Array(writer.output.bytes)
  }

  func lines(_ entries: [TrailEntry]) -> [UInt8] {
    var writer = CSVWriter()
    for entry in entries { writer.row(row(entry)) }
    return Array(writer.output.bytes)
  }

  private func row(_ entry: TrailEntry) -> [String] {
    [
      entry.occurredAt.description, locale.text(words.sentence(entry)), entry.action,
      entry.actorKind.rawValue,
      entry.person?.description ?? "", entry.actor?.name ?? "", entry.subjectKind, entry.subjectID,
      entry.content?.label ?? "", fields(entry.content?.before), fields(entry.content?.after),
      entry.actor?.address ?? "", entry.actor?.device ?? "", entry.requestID,
      entry.seal.map(String.init) ?? "",
      entry.id.description,
    ]
  }

  private func fields(_ values: [String: String]?) -> String {
    (values ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
  }
}
