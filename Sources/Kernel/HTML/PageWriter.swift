import Basics
import Localization

/// What a page is written into: bytes, escaped for the place they stand in, in one reader's language.
///
/// The template compiler chooses the method by the place: `text` between tags, `attribute` in an attribute that is
/// read out, `value` in any other, `url` and its kin where an address stands.
package struct PageWriter: ~Copyable {
  @usableFromInline package var output: Output
  package let locale: UserLocale
  package let context: PageContext

  /// Writes behind what `output` holds; `finish()` gives it back.
  package init(_ output: consuming Output, locale: UserLocale, context: PageContext) {
    self.output = output
    self.locale = locale
    self.context = context
  }

  package consuming func finish() -> Output { output }

  /// The path of a file in Public/: `page.asset("css/looks.css")`.
  package func asset(_ name: StaticString) -> AssetPath { context.assets[name] }

  /// Markup known at compile time, as it is.
  @inlinable package mutating func markup(_ markup: StaticString) { output.append(markup) }

  /// The hidden field that a form which posts must have.
  package mutating func csrf() {
    markup(#"<input type="hidden" name="csrf" value=""#)
    value(context.csrfToken)
    markup(#"">"#)
  }
}

// Between tags.
extension PageWriter {
  @inlinable package mutating func text(_ text: borrowing String) { output.escape(text) }
  package mutating func text(_ text: Substring) { output.escape(String(text)) }
  package mutating func text(_ value: some PageText) { escaped(value) }
  /// Already safe, so it is not escaped.
  package mutating func text(_ html: HTML) { output.append(html.markup) }

  /// Nothing at all for nil.
  package mutating func text(_ value: (some PageText)?) {
    if let value { escaped(value) }
  }

  package mutating func text(_ html: HTML?) {
    if let html { text(html) }
  }

  /// Most values hold nothing to escape, so they are written in place and looked at afterwards.
  private mutating func escaped(_ value: some PageText) {
    let start = output.count
    value.write(in: locale, into: &output)
    output.escapeWritten(from: start)
  }
}

// In a quoted attribute that people read or hear (a label, a title), and in <title> and <textarea>.
extension PageWriter {
  @inlinable package mutating func attribute(_ text: borrowing String) { output.escape(text) }
  package mutating func attribute(_ value: some PageText) { escaped(value) }
  package mutating func attribute(_ value: (some PageText)?) {
    if let value { escaped(value) }
  }
}

// In any other quoted attribute: what programs read, so numbers and dates in their machine form.
extension PageWriter {
  @inlinable package mutating func value(_ text: borrowing String) { output.escape(text) }
  package mutating func value(_ number: Int) { output.append(number) }
  package mutating func value(_ value: some CustomStringConvertible) { output.escape(value.description) }
  package mutating func value(_ value: some RawRepresentable<String>) { output.escape(value.rawValue) }
  package mutating func value(_ value: (some CustomStringConvertible)?) {
    if let value { self.value(value) }
  }
}

// Where an address stands.
extension PageWriter {
  /// The beginning of an address, or all of it. One whose scheme is not http, https, mailto or tel becomes
  /// `about:invalid`, a page that does nothing.
  package mutating func url(_ address: borrowing String) { output.url(address) }
  package mutating func url(_ asset: AssetPath) { output.url(asset.path) }

  /// One segment of a path, or one value of a query, behind an address that has begun.
  package mutating func component(_ text: borrowing String) { output.urlComponent(text) }
  package mutating func component(_ number: Int) { output.append(number) }
  package mutating func component(_ value: some CustomStringConvertible) {
    output.urlComponent(value.description)
  }
  package mutating func component(_ value: some RawRepresentable<String>) {
    output.urlComponent(value.rawValue)
  }

  /// The address of a script, a stylesheet or a plug-in: a file of ours and nothing else.
  package mutating func asset(_ asset: AssetPath) { output.url(asset.path) }
}
