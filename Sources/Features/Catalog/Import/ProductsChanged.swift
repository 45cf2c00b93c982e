import Jobs

/// Variants have gone to other products, so that what these have sold in all is to be restated.
package struct ProductsChanged: Event {
  package static let name = "catalog.products-changed"
  package init() {}
}
