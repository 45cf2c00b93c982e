import Basics

/// CSS inside a mail: declarations of a style attribute, or the rules of a style element.
///
/// Made of literals and of other styles, so that nothing that came from outside can become CSS. Pages have none: their
/// Content-Security-Policy stops it.
package struct InlineStyle: Sendable, ExpressibleByStringInterpolation {
  let css: String

  package init(stringLiteral css: StaticString) { self.css = "\(css)" }
  package init(stringInterpolation: Interpolation) { css = stringInterpolation.css }

  package struct Interpolation: StringInterpolationProtocol {
    var css = ""

    package init(literalCapacity: Int, interpolationCount: Int) { css.reserveCapacity(literalCapacity) }
    package mutating func appendLiteral(_ literal: StaticString) { css += "\(literal)" }
    package mutating func appendInterpolation(_ style: InlineStyle) { css += style.css }
  }
}

extension PageWriter {
  /// In the style attribute of a mail.
  package mutating func style(_ style: InlineStyle) { output.escape(style.css) }
  /// In the style element of a mail, where nothing is escaped.
  package mutating func sheet(_ style: InlineStyle) { output.append(style.css) }
}
