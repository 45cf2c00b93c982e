import Audit
import Basics

extension AuditEntry {
  /// Something that was done with an import.
  package init(_ action: String, _ imported: Import) {
    self.init(
      action, Subject("import", imported.id.description, imported.fileName), after: ["kind": imported.kind])
  }
}

extension AuditedAction {
  static let ofImports: [AuditedAction] = [
    ofImport("imports.upload", "File for an import sent") {
      "\($0.actor) sent the file \($0.subject) to import it"
    },
    ofImport("imports.start", "Import started") { "\($0.actor) started the import of \($0.subject)" },
    ofImport("imports.pause", "Import paused") { "\($0.actor) paused the import of \($0.subject)" },
    ofImport("imports.resume", "Import resumed") { "\($0.actor) had the import of \($0.subject) go on" },
    ofImport("imports.cancel", "Import stopped") { "\($0.actor) stopped the import of \($0.subject)" },
    ofImport("imports.undo", "Import taken back") { "\($0.actor) took the import of \($0.subject) back" },
    ofImport("imports.export-refused", "Refused rows exported") {
      "\($0.actor) exported the rows of \($0.subject) that could not be taken"
    },
    ofImport("imports.discard", "File for an import removed") {
      "\($0.actor) removed the file \($0.subject)"
    },
  ]

  private static func ofImport(
    _ name: String, _ title: Message, _ sentence: @escaping @Sendable (AuditStory) -> Message
  ) -> AuditedAction {
    let kind = AuditedField("kind", "Rows") { ImportSubject(rawValue: $0)?.list ?? Message(verbatim: $0) }
    return AuditedAction(name, title, fields: [kind], sentence: sentence)
  }
}
