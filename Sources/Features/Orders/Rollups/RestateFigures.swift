import Jobs

/// Restates what is marked, for those who cannot call `Rollups` themselves.
package struct RestateFigures: Job {
  package static let name = "orders.restate-figures"
  package static let timeLimit = Duration.seconds(3600)

  package init() {}

  package func run(_ context: JobContext) async throws { try await Rollups.restate(in: context.db) }
}
