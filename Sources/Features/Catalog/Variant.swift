import Basics

/// One form of a product, such as a size of a shirt: what is sold, priced and counted. Catalog owns `variants`.
package enum Variant {
  package typealias ID = RecordID<Variant>
}
