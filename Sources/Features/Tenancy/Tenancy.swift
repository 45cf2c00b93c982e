import Audit
import Basics
import Database
import Looks
import Web

/// The businesses that use Haat: what each is called, where it is found, how it writes, counts and dates; and the
/// numbers that it counts.
///
/// Owns `tenants` and `counters`.
package enum Tenancy: Feature {
  package static var permissions: [Permission] { [.manageBusiness] }

  package static var dangerousActions: [DangerousAction] { [.moveToZone] }

  package static func routes(_ routes: inout Routes) {
    routes.get("/settings", for: .can(.manageBusiness), showSettings)
    routes.post(
      "/settings", for: .can(.manageBusiness), stepUp: .moveToZone,
      asks: StepUpQuestion(about: newZone, when: changesZone), updateSettings)
  }

  package static var auditedActions: [AuditedAction] { [.changeSettings] }

  package static var navigation: [NavigationEntry] {
    [NavigationEntry("Settings", path: "/settings", icon: .settings, permission: .manageBusiness)]
  }

  /// Founds a business.
  /// - Throws: `SlugTaken`.
  package static func create(_ tenant: Tenant, at now: Instant = .now, in db: PlatformDatabase) async throws {
    guard try await tenant.insert(at: now, in: db) else { throw SlugTaken() }
  }
}

extension DangerousAction {
  static let moveToZone = DangerousAction(
    "business.zone", "Change the time zone and count all figures anew", factor: .any)
}

extension Permission {
  /// To change what the business is called and how it writes.
  package static let manageBusiness = Permission(
    "business.manage", "Change the settings of the business",
    "Its name, language, digits, first day of the week and time zone.", roles: [.admin])
}

/// Somebody has this address already.
package struct SlugTaken: Error {}
