import Audit
import Basics
import Web

/// Entries in words, by what the features have declared of their actions.
struct AuditWords: Sendable {
  private let actions: [String: AuditedAction]
  /// What can be chosen among, in the order of the features.
  let all: [AuditedAction]
  /// What dangerous actions and permissions are called, by their names.
  private let dangerous: [String: Message]
  private let permissions: [String: Message]

  init(_ site: Site) {
    all = site.auditedActions.filter { !$0.isOfAccount }
    dangerous = Dictionary(site.dangerousActions.map { ($0.name, $0.title) }) { first, _ in first }
    permissions = Dictionary(site.permissions.map { ($0.name, $0.title) }) { first, _ in first }
    actions = Dictionary(site.auditedActions.map { ($0.name, $0) }) { first, _ in first }
  }

  /// `Nasima changed the role of Tanvir from Agent to Administrator`.
  func sentence(_ entry: TrailEntry) -> Message {
    let (actor, subject) = (actor(entry), subject(entry))
    // An action of a version of the program that is not this one.
    guard let action = actions[entry.action] else { return "\(actor): \(entry.action), \(subject)" }
    let content = entry.content
    return action.sentence(
      AuditStory(
        actor: actor, subject: subject, before: words(content?.before ?? [:], action),
        after: words(content?.after ?? [:], action)))
  }

  func actor(_ entry: TrailEntry) -> Message {
    if let name = entry.actor?.name, !name.isEmpty { return Message(verbatim: name) }
    switch entry.actorKind {
    case .job: return "Haat"
    case .command: return "The operator"
    case .person, .token: return entry.actor == nil ? "Somebody whose name was erased" : "Somebody"
    }
  }

  func subject(_ entry: TrailEntry) -> Message {
    guard let content = entry.content else { return "something whose name was erased" }
    if !content.label.isEmpty { return Message(verbatim: content.label) }
    switch entry.subjectKind {
    case "dangerous-action": return dangerous[entry.subjectID] ?? Message(verbatim: entry.subjectID)
    case "session": return "one session"
    default: return Message(verbatim: entry.subjectID)
    }
  }

  /// One line a field that is there before or after: those that were declared first, in their order.
  func changes(_ entry: TrailEntry) -> [AuditChange] {
    guard let content = entry.content else { return [] }
    let fields = actions[entry.action]?.fields ?? []
    let declared = fields.map(\.name)
    let names = Set(content.before.keys).union(content.after.keys)
    let others = names.subtracting(declared).sorted()
    return (declared.filter(names.contains) + others).map { name in
      let field = fields.first { $0.name == name }
      let words = { value in self.words(value, of: field, named: name) }
      return AuditChange(
        title: field?.title ?? Message(verbatim: name), before: content.before[name].map(words),
        after: content.after[name].map(words))
    }
  }

  private func words(_ values: [String: String], _ action: AuditedAction) -> [String: Message] {
    var all: [String: Message] = [:]
    for (name, value) in values {
      all[name] = words(value, of: action.fields.first { $0.name == name }, named: name)
    }
    return all
  }

  /// What all features together call something, no single one can say of its field.
  private func words(_ value: String, of field: AuditedField?, named name: String) -> Message {
    switch name {
    case "permissions":
      .list(value.split(separator: " ").map { permissions[String($0)] ?? Message(verbatim: String($0)) })
    default: field?.words(value) ?? Message(verbatim: value)
    }
  }
}

/// A field before and after, in words.
struct AuditChange: Sendable {
  let title: Message
  let before: Message?
  let after: Message?
}
