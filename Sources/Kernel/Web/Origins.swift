import Basics
import HTTP

/// The three origins, kept apart so that a hole in a shop cannot touch a staff session.
package struct Origins: Sendable {
  package let application: Origin
  /// A shop is at `{slug}.` this host.
  package let shops: Origin
  package let files: Origin

  package init(application: Origin, shops: Origin, files: Origin) {
    self.application = application
    self.shops = shops
    self.files = files
  }

  package enum Place: Equatable, Sendable {
    case application
    case shop(slug: String)
    case files
  }

  /// Whose origin a request's Host header names, or nil: then nobody here is meant (421).
  package func place(of host: HTTPHost) -> Place? {
    if matches(application, host.name, host.port) { return .application }
    if matches(files, host.name, host.port) { return .files }
    guard let dot = host.name.firstIndex(of: ".") else { return nil }
    let parent = String(host.name[host.name.index(after: dot)...])
    guard matches(shops, parent, host.port) else { return nil }
    return Slug(String(host.name[..<dot])).map { .shop(slug: $0.text) }
  }

  /// A Host without a port means the scheme's own.
  private func matches(_ origin: Origin, _ name: String, _ port: UInt16?) -> Bool {
    name == origin.host && (port.map(Int.init) ?? origin.scheme.standardPort) == origin.port
  }
}
