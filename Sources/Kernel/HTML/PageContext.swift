/// What every page may need to know of its request, as plain values.
package struct PageContext: Sendable {
  /// Goes into every form that posts; empty where there is no session.
  package var csrfToken: String
  package var assets: Assets
  /// What the reader chose; nil follows the device.
  package var theme: Theme?

  package init(csrfToken: String = "", assets: Assets = Assets(), theme: Theme? = nil) {
    self.csrfToken = csrfToken
    self.assets = assets
    self.theme = theme
  }
}

package enum Theme: String, Sendable { case light, dark }

/// Where the files of Public/ are served: a name such as `css/looks.css` to its fingerprinted path.
package struct Assets: Sendable {
  private let paths: [String: String]
  /// The sprite's path is kept ready, because a page names it for every icon.
  package let icons: AssetPath

  /// `paths` maps a name to its path; a name that is not in it is served at `/assets/` and the name.
  package init(_ paths: [String: String] = [:]) {
    self.paths = paths
    icons = AssetPath(Self.find("icons.svg", in: paths))
  }

  package subscript(_ name: StaticString) -> AssetPath { AssetPath(Self.find("\(name)", in: paths)) }

  private static func find(_ name: String, in paths: [String: String]) -> String {
    paths[name] ?? "/assets/" + name
  }
}

/// The path of a file of ours: the only value that may name a script, a stylesheet or a plug-in.
package struct AssetPath: Sendable, Hashable {
  package let path: String

  /// `path` begins with one slash: an asset never comes from another host.
  package init(_ path: String) {
    precondition(
      path.hasPrefix("/") && !path.hasPrefix("//"), "an asset's path begins with one slash: \(path)")
    self.path = path
  }
}
