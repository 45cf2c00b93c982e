import Jobs
import Web

/// The mails that Haat sends: written with the change that they tell of, sent by a job.
///
/// Owns `mails`.
package enum Mail: Feature {
  package static func routes(_ routes: inout Routes) {}

  package static var jobs: [any Job.Type] { [SendMail.self] }
}
