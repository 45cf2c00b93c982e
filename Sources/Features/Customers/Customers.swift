import Audit
import Basics
import Imports
import Jobs
import Lists
import Looks
import Vault
import Web

/// Whom a shop sells to.
///
/// Owns `customers`. How they are reached is sealed; what they are called is not, since lists are searched and sorted by
/// it. What they have bought is read from the `reporting` views.
package enum Customers: Feature {
  package static var permissions: [Permission] { [.viewCustomers, .contactCustomers, .importCustomers] }
  package static var dangerousActions: [DangerousAction] {
    [.exportCustomers, .revealContact]
  }

  package static func routes(_ routes: inout Routes) {
    routes.get("/customers", for: .can(.viewCustomers)) { try await Lists.index(CustomerList.self, $0) }
    routes.post("/customers.csv", for: .can(.viewCustomers), stepUp: .exportCustomers, download)
    ImportPages<CustomerImport>.routes(&routes)
    routes.get("/customers/:id", for: .can(.viewCustomers), show)
    routes.post(
      "/customers/:id", for: .can(.contactCustomers), stepUp: .revealContact,
      asks: StepUpQuestion(about: name), reveal)
  }

  package static var auditedActions: [AuditedAction] {
    [
      AuditedAction("customers.export", "Customers exported", fields: [AuditedField("asked", "Search")]) {
        "\($0.actor) exported customers"
      },
      AuditedAction("customers.reveal", "Contact of a customer shown") {
        "\($0.actor) had the e-mail, phone and street of \($0.subject) shown"
      },
    ]
  }

  package static var sealedColumns: [SealedColumn] { [.contact, .contactBefore] }
  package static var jobs: [any Job.Type] { Imports.jobs(of: CustomerImport.self) + [SealContacts.self] }

  package static var navigation: [NavigationEntry] {
    [NavigationEntry("Customers", path: "/customers", icon: .people, permission: .viewCustomers)]
  }
}

extension DangerousAction {
  static let exportCustomers = DangerousAction(
    "customers.export", "Export customers", factor: .strongest, freshness: .seconds(5 * 60))
  static let revealContact = DangerousAction(
    "customers.reveal", "Show how to reach a customer", factor: .any, freshness: .seconds(30 * 60))
}

extension Permission {
  /// Personal data beyond what a list needs: e-mail, phone and street.
  package static let contactCustomers = Permission(
    "customers.contact", "Reach customers: e-mail, phone, street",
    "Opens them one customer at a time, or takes them all as a file. Each look is kept in the audit log.",
    roles: [.admin, .agent])

  package static let viewCustomers = Permission(
    "customers.view", "See customers",
    "Names, places and what each has bought, and the list as a file; without e-mail, phone and street.",
    roles: .every)
}
