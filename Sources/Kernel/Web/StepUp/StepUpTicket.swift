import Basics
import Crypto

/// Binds the prompt of a dangerous action to one form: it opens for the same session, business, action, path and
/// fields alone.
struct StepUpTicket: Sendable {
  /// What is redeemed once.
  let nonce: [UInt8]
  let endsAt: Instant
  /// The fields of the form that must not lie in the source of a page.
  let secrets: [String: [String]]

  /// How long a prompt may wait to be answered.
  static let lifetime = Duration.seconds(600)

  init(secrets: [String: [String]], at now: Instant) {
    nonce = Array(Token.random().hash.prefix(16))
    endsAt = now + StepUpTicket.lifetime
    self.secrets = secrets
  }

  /// Whether a field holds what nobody else may read.
  static func isSecret(_ field: String) -> Bool { field.contains("password") || field.contains("secret") }

  func sealed(for binding: StepUpBinding, with box: SealedBox) -> String {
    var writer = PartWriter()
    writer.bytes(nonce)
    writer.text("\(endsAt.microseconds)")
    writer.fields(secrets)
    return Base64URL.encode(box.seal(writer.output, associated: binding.bytes))
  }

  /// Nil for what was not sealed for this form.
  init?(_ text: String?, for binding: StepUpBinding, with box: SealedBox) {
    guard let text, let sealed = Base64URL.decode(text),
      let opened = box.open(sealed, associated: binding.bytes)
    else { return nil }
    var reader = PartReader(opened)
    guard let nonce = reader.bytes(), let ends = reader.text().flatMap({ Int64($0) }) else { return nil }
    self.nonce = nonce
    endsAt = Instant(microseconds: ends)
    secrets = reader.fields()
  }
}

/// What a ticket is good for: anything else opens nothing.
struct StepUpBinding: Sendable {
  let bytes: [UInt8]

  /// The fields are the visible ones, without those of the prompt.
  init(
    session: RecordID<Session>, tenant: TenantID, action: DangerousAction, target: String,
    fields: [String: [String]]
  ) {
    var writer = PartWriter()
    for part in [session.description, tenant.description, action.name, "POST \(target)"] { writer.text(part) }
    // A browser sends the ends of lines in its own way.
    writer.fields(fields.mapValues { $0.map(\.withPlainLineEnds) })
    bytes = SHA256.hash(writer.output)
  }
}

extension String {
  /// One sign for the end of a line: a page's source and a form's body each have their own.
  fileprivate var withPlainLineEnds: String {
    utf8.contains(UInt8(ascii: "\r")) ? replacing("\r\n", with: "\n").replacing("\r", with: "\n") : self
  }
}
