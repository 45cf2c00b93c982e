/// Markup that is safe as it is: the only value a template writes without escaping.
///
/// It is made in the kernel alone, by what escapes its input itself: Markdown and charts.
package struct HTML: Sendable, Hashable {
  package let markup: String

  /// The caller vouches for every byte. ArchitectureTests keeps this call inside Kernel.
  package init(safe markup: String) { self.markup = markup }
}
