import Identity
import Insights
import Web

/// Everything that Haat is made of. What a feature contributes reaches the application from this list alone.
package enum Features {
  package static var all: [any Feature.Type] { [Insights.self, Identity.self] }

  package static var routes: Routes {
    var routes = Routes()
    for feature in all { feature.routes(&routes) }
    return routes
  }

  /// In the order of the sidebar.
  package static var navigation: [NavigationEntry] { all.flatMap { $0.navigation } }
}
