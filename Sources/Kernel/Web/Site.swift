import Basics
import Database
import HTML
import HTTP
import Localization

/// What every request of this process shares: fixed when it starts.
package struct Site: Sendable {
  package let origins: Origins
  package let databases: Databases
  package let sessions: any SessionStore
  /// What a visitor gets whose language and zone nobody has said.
  package let defaultLocale: UserLocale
  package let navigation: [NavigationEntry]
  package let assets: AssetIndex
  package let errorPage: ErrorPage
  let secret: [UInt8]

  package init(
    origins: Origins, databases: Databases, sessions: any SessionStore, defaultLocale: UserLocale,
    navigation: [NavigationEntry], assets: AssetIndex, secret: [UInt8], errorPage: @escaping ErrorPage
  ) {
    self.origins = origins
    self.databases = databases
    self.sessions = sessions
    self.defaultLocale = defaultLocale
    self.navigation = navigation
    self.assets = assets
    self.secret = secret
    self.errorPage = errorPage
  }

  var defence: CrossSiteDefence { CrossSiteDefence(secret: secret, origin: origins.application.text) }
}

/// Words an error for a person, as a page. App provides it.
package typealias ErrorPage = @Sendable (ErrorSituation, OpenRequest) -> any Template

/// What went wrong, for the error page.
package struct ErrorSituation: Sendable {
  package let status: HTTPStatus
  /// What the person may be told, when somebody has put it into words.
  package let message: String?
  /// The number that leads to the log.
  package let requestID: String
}

/// A page that a feature offers in the staff navigation.
package struct NavigationEntry: Sendable {
  package let title: Message
  /// Inside the tenant: `/orders`.
  package let path: String
  /// A name in the icon sprite.
  package let icon: String
  package let permission: Permission
  /// The heading it stands under, or nil for the first part of the list.
  package let group: Message?

  package init(_ title: Message, path: String, icon: String, permission: Permission, group: Message? = nil) {
    self.title = title
    self.path = path
    self.icon = icon
    self.permission = permission
    self.group = group
  }
}
