import FoundationEssentials

extension Settings {
  /// The settings of this process.
  package static func fromEnvironment() throws -> Settings {
    try Settings(environment: ProcessInfo.processInfo.environment)
  }
}
