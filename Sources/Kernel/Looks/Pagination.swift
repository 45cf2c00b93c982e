import HTML

/// The way to newer and older things of a list; nil where there are none.
package struct Pagination: Sendable {
  let newer: String?
  let older: String?
  let summary: String?

  /// `summary` says what is shown: "50 of 1,080 orders".
  package init(newer: String?, older: String?, summary: String? = nil) {
    self.newer = newer
    self.older = older
    self.summary = summary
  }
}
