/// One message in one language: a pattern, or one for each plural form.
///
/// In JSON `"…"` or `{"one": "…", "other": "…"}`.
struct Translation: Sendable, Decodable {
  let one: String
  let other: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      (one, other) = (text, text)
      return
    }
    let forms = try container.decode(Forms.self)
    (one, other) = (forms.one, forms.other)
  }

  private struct Forms: Decodable {
    let one: String
    let other: String
  }
}
