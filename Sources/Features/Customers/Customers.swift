import Basics
import Imports
import Jobs
import Lists
import Looks
import Web

/// Whom a shop sells to.
///
/// Owns `customers`. What they have bought is read from the `reporting` views.
package enum Customers: Feature {
  package static var permissions: [Permission] { [.viewCustomers, .importCustomers] }

  package static func routes(_ routes: inout Routes) {
    routes.get("/customers", for: .can(.viewCustomers)) { try await Lists.index(CustomerList.self, $0) }
    routes.get("/customers.csv", for: .can(.viewCustomers), download)
    ImportPages<CustomerImport>.routes(&routes)
    routes.get("/customers/:id", for: .can(.viewCustomers), show)
  }

  package static var jobs: [any Job.Type] { Imports.jobs(of: CustomerImport.self) }

  package static var navigation: [NavigationEntry] {
    [NavigationEntry("Customers", path: "/customers", icon: .people, permission: .viewCustomers)]
  }
}

extension Permission {
  package static let viewCustomers = Permission("customers.view", "See customers", roles: .every)
}
