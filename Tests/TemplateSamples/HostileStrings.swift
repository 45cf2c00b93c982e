/// What breaks out of things, and anything between, put together at random; the same ones every time.
package func hostileStrings(count: Int) -> [String] {
  let pieces = [
    "<", ">", "\"", "'", "&", "=", "/", "`", "\\", " ", "\n", "\t", "\r", ":", "#", "?", ",", "--", "-->",
    "<!--", "]]>",
    "</script>", "</textarea>", "<script>", "</div>", "<img src=x onerror=alert(1)>", "javascript:",
    "JAVASCRIPT:",
    "java\tscript:", "data:text/html,", "http://x", "//x", "\u{0}", "\u{1}", "\u{7f}", "\u{2028}", "\u{2029}",
    "&lt;",
    "&amp", "{{", "}}", "%", "%3c", "ক", "ি", "👩‍👩‍👧", "\u{301}", "a", "onclick", "=x", "1x", "x 2x",
  ]
  var random = SplitMix(state: 20_261_120)
  return (0..<count).map { _ in
    (0..<Int.random(in: 1...12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
      .joined()
  }
}

/// Sebastiano Vigna's SplitMix64: random numbers that are the same in every run.
package struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  package init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
