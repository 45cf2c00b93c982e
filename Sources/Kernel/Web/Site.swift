import Audit
import Basics
import Crypto
import Database
import HTML
import HTTP
import Localization
import Looks
import Places
import Storage
import Vault

/// What every request of this process shares: fixed when it starts.
package struct Site: Sendable {
  package let origins: Origins
  package let databases: Databases
  /// The files of the tenants.
  package let storage: FileStorage
  /// What seals the columns that features declare.
  package let vault: Vault
  /// Where network addresses are.
  package let places: Places
  package let sessions: any SessionStore
  /// What a visitor gets whose language and zone nobody has said.
  package let defaultLocale: UserLocale
  package let navigation: [NavigationEntry]
  /// What the features together declare.
  package let permissions: [Permission]
  package let dangerousActions: [DangerousAction]
  package let auditedActions: [AuditedAction]
  /// What a role has to hold for the search of the top bar; nil where nothing can be searched.
  let search: Permission?
  /// What all features together want above the pages of a business, and done before its requests.
  let banner: @Sendable (Request) -> Banner?
  let arrive: @Sendable (Request) async throws -> Void
  package let assets: AssetIndex
  package let errorPage: ErrorPage
  /// Told of what nobody has put into words: a bug, with the request it happened to.
  package let report: @Sendable (any Error, OpenRequest) -> Void
  /// Whether an error page shows the error itself: on a developer's own machine only.
  package let showsErrors: Bool
  /// What the application hands to its features.
  package let provisions: Provisions
  let defence: CrossSiteDefence
  let stepUp: StepUpCheck
  let lateForms: any LateForms
  let lateBox: SealedBox
  let assetPaths: Assets

  package init(
    origins: Origins, databases: Databases, storage: FileStorage, vault: Vault, places: Places = .none,
    sessions: any SessionStore,
    prover: any StepUpProver, lateForms: any LateForms, defaultLocale: UserLocale,
    navigation: [NavigationEntry],
    permissions: [Permission] = [], dangerousActions: [DangerousAction] = [],
    auditedActions: [AuditedAction] = [], search: Permission? = nil,
    banner: @escaping @Sendable (Request) -> Banner? = { _ in nil },
    arrive: @escaping @Sendable (Request) async throws -> Void = { _ in }, assets: AssetIndex,
    secret: [UInt8], errorPage: @escaping ErrorPage,
    showsErrors: Bool = false, provisions: Provisions = Provisions(),
    report: @escaping @Sendable (any Error, OpenRequest) -> Void
  ) {
    self.origins = origins
    self.databases = databases
    self.storage = storage
    self.vault = vault
    self.places = places
    self.sessions = sessions
    self.defaultLocale = defaultLocale
    self.navigation = navigation
    self.permissions = permissions
    self.dangerousActions = dangerousActions
    self.auditedActions = auditedActions
    self.search = search
    self.banner = banner
    self.arrive = arrive
    self.assets = assets
    self.errorPage = errorPage
    self.report = report
    self.provisions = provisions
    self.showsErrors = showsErrors
    defence = CrossSiteDefence(secret: secret, origin: origins.application.description)
    stepUp = StepUpCheck(prover, secret: secret)
    self.lateForms = lateForms
    lateBox = SealedBox(key: SecretKey(hashing: secret).derived(for: "late forms"))
    assetPaths = Assets(assets.paths)
  }

  /// Vouches, with the secret of this installation, for a text that a browser keeps for us. One purpose's signature
  /// is of no use for another; purposes have no colon in them.
  package func signature(of text: String, for purpose: StaticString) -> String {
    defence.signature(of: text, for: purpose)
  }
}

/// Words an error for a person, as a page. App provides it.
package typealias ErrorPage = @Sendable (ErrorSituation, OpenRequest) -> any Template

/// What went wrong, for the error page.
package struct ErrorSituation: Sendable {
  package let status: HTTPStatus
  /// What the person may be told, when somebody has put it into words.
  package let message: Message?
  /// The number that leads to the log.
  package let requestID: String
  /// The error itself, for whoever develops; nil for everybody else.
  package let error: String?
  /// What stands around the pages of the business it happened in; nil outside of one, and for who does not belong there.
  package let shell: Shell?
}

/// A page that a feature offers in the staff navigation.
package struct NavigationEntry: Sendable {
  package let title: Message
  /// Inside the tenant: `/orders`; `/` is its first page.
  package let path: String
  package let icon: Icon.Name
  package let permission: Permission

  package init(_ title: Message, path: String, icon: Icon.Name, permission: Permission) {
    self.title = title
    self.path = path
    self.icon = icon
    self.permission = permission
  }
}
