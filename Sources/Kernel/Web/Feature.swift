import Jobs

/// A part of the application that stands by itself: what it contributes is collected by App.
package protocol Feature {
  static func routes(_ routes: inout Routes)
  static var navigation: [NavigationEntry] { get }
  static var jobs: [any Job.Type] { get }
  static var platformJobs: [any PlatformJob.Type] { get }
  static var schedule: [ScheduledJob] { get }
}

extension Feature {
  package static var navigation: [NavigationEntry] { [] }
  package static var jobs: [any Job.Type] { [] }
  package static var platformJobs: [any PlatformJob.Type] { [] }
  package static var schedule: [ScheduledJob] { [] }
}
