import Basics
import Database
import Jobs

/// Brings a sample up to the present: all of it for a new one, and afterwards what has been sold since.
package struct FillSample: Job {
  package static let name = "samples.fill"
  /// What a new one opens; nil to let one that there is grow.
  let kind: SampleKind?

  package init(_ kind: SampleKind? = nil) { self.kind = kind }

  package func run(_ context: JobContext) async throws {
    if let kind { try await SampleShop.open(kind, at: context.now, in: context.db) }
    try await SampleShop.fill(until: context.now, in: context.db)
  }
}
