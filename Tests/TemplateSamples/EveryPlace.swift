/// A value in every place of a page where one may stand.
package struct EveryPlace: Sendable {
  let value: String

  package init(value: String) { self.value = value }
}
