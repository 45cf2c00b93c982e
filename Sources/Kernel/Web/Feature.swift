import Audit
import Jobs
import Looks
import Vault

/// A part of the application that stands by itself: what it contributes is collected by App.
package protocol Feature {
  static func routes(_ routes: inout Routes)
  static var navigation: [NavigationEntry] { get }
  /// Everything that a role can hold for this feature.
  static var permissions: [Permission] { get }
  /// What asks who is sitting there.
  static var dangerousActions: [DangerousAction] { get }
  /// What is sealed of the feature's tables.
  static var sealedColumns: [SealedColumn] { get }
  /// Every kind of entry that it writes into the audit log, and how it reads.
  static var auditedActions: [AuditedAction] { get }
  static var jobs: [any Job.Type] { get }
  static var platformJobs: [any PlatformJob.Type] { get }
  static var schedule: [ScheduledJob] { get }
  /// What is to stand above every page of a business, whatever the page is of.
  static func banner(_ request: Request) -> Banner?
  /// What a role has to hold for the search of the top bar, where the feature answers it at `/search`.
  static var search: Permission? { get }
  /// What is to be done before a member's request is answered: cheap, or rarely anything.
  static func arrive(_ request: Request) async throws
}

extension Feature {
  package static var navigation: [NavigationEntry] { [] }
  package static var permissions: [Permission] { [] }
  package static var dangerousActions: [DangerousAction] { [] }
  package static var sealedColumns: [SealedColumn] { [] }
  package static var auditedActions: [AuditedAction] { [] }
  package static var jobs: [any Job.Type] { [] }
  package static var platformJobs: [any PlatformJob.Type] { [] }
  package static var schedule: [ScheduledJob] { [] }
  package static func banner(_ request: Request) -> Banner? { nil }
  package static var search: Permission? { nil }
  package static func arrive(_ request: Request) async throws {}
}
