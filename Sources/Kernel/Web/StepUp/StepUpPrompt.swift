import Basics
import Looks

/// What the page shows that asks who is sitting there: the action itself, waiting in a form.
package struct StepUpPrompt: Sendable {
  package let action: DangerousAction
  /// The thing it is done to, as people know it.
  package let subject: String?
  /// The business, or nil for a person's own account.
  package let business: String?
  /// Where the form is sent: where it came from in the first place.
  package let target: String
  /// The fields of the original form, which nobody needs to see.
  package let hidden: [(name: String, value: String)]
  /// Of these one will do; none where the person has to set up a second factor first.
  package let means: ProofMeans
  /// What was wrong with the last try, by field.
  package let problem: Problem?
  /// Where the person came from.
  package let back: String
  package let shell: Shell?
}

/// The fields of the page itself, beside those of the original form. No other form may have a field that begins so.
package enum StepUpField {
  package static let prefix = "step-up-"
  package static let ticket = "step-up-ticket"
  package static let back = "step-up-back"

  package static func name(of kind: ProofKind) -> String { "\(prefix)\(kind.rawValue)" }
}

/// What a form of that page brings.
struct StepUpAnswer: Sendable {
  let ticket: String?
  let proof: Proof?
  let back: String?

  /// Takes its fields away from those of the original.
  init(takenFrom fields: inout [String: [String]]) {
    let sent = fields
    func value(_ name: String) -> String? { sent[name]?.first.flatMap { $0.isEmpty ? nil : $0 } }
    ticket = value(StepUpField.ticket)
    back = SignInPath.ownPath(value(StepUpField.back))
    proof =
      [ProofKind.passkey, .code, .password].lazy
      .compactMap { kind in value(StepUpField.name(of: kind)).map { Proof(kind, $0) } }.first
    fields = sent.filter { !$0.key.hasPrefix(StepUpField.prefix) }
  }
}
