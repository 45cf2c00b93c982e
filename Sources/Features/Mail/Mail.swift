import Basics
import Jobs
import Looks
import Vault
import Web

/// The mails that Haat sends: written with the change that they tell of, sent by a job.
///
/// Owns `mails`: those of a business, and under the tenant of zeros the platform's.
package enum Mail: Feature {
  package static var permissions: [Permission] { [.manageMails] }

  package static var navigation: [NavigationEntry] {
    [NavigationEntry("Mails", path: "/mails", icon: .mail, permission: .manageMails)]
  }

  package static func routes(_ routes: inout Routes) {
    routes.get("/mails", for: .can(.manageMails), Mails.index)
    routes.post("/mails/:id/sending", for: .can(.manageMails), Mails.sendAgain)

    routes.get("/outbox", for: .everyone, Outbox.index)
    routes.get("/outbox/:id", for: .everyone, Outbox.show)
    routes.get("/outbox/:id/html", for: .everyone, Outbox.showMarkup)
  }

  package static var sealedColumns: [SealedColumn] { [.mailBody] }

  package static var jobs: [any Job.Type] { [SendMail.self] }
  package static var platformJobs: [any PlatformJob.Type] { [ForgetOldMails.self] }
  package static var schedule: [ScheduledJob] {
    [.platform("forget-old-mails", .daily(hour: 3, minute: 40)) { _ in ForgetOldMails() }]
  }
}

extension Permission {
  /// To see to whom mails went, and to send again what could not be sent.
  package static let manageMails = Permission(
    "mails.manage", "See sent mails, and send failed ones again",
    "To whom a mail went, about what, and what became of it. What it said is not kept.", roles: [.admin])
}
