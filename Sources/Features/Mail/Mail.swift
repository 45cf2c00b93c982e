import Web

/// The mails that Haat sends: written with the change that they tell of, sent by a job.
package enum Mail: Feature {
  package static func routes(_ routes: inout Routes) {}
}
