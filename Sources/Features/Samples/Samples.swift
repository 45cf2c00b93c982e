import Basics
import Jobs
import Looks
import Web

/// Two made-up shops with which a business can be filled, to look around in: they grow up to the present day by day,
/// and one press removes every row of them.
///
/// Owns `sample_shops`. Their rows are written by Catalog, Customers and Orders, marked with the sample's id and with
/// the source "sample".
package enum Samples: Feature {
  package static func routes(_ routes: inout Routes) {}

  package static var jobs: [any Job.Type] { [FillSample.self, RemoveSample.self] }
}
