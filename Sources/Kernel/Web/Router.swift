import HTTP

/// Finds the route of a path: a tree with one step per segment.
///
/// A literal segment goes before a parameter; two routes that differ in nothing else are a programmer's error.
package struct Router: Sendable {
  package let routes: [Route]
  private var nodes: [Node] = [Node()]

  private struct Node: Sendable {
    var literals: [Substring: Int] = [:]
    var parameter: Int?
    var methods: [(method: HTTPMethod, route: Int)] = []
  }

  package enum Match {
    /// The index of the route, and what stood in the places of its parameters, in order.
    case found(Int, [Substring])
    /// The path is known, but not with this method.
    case otherMethods([HTTPMethod])
    case unknown
  }

  package init(_ routes: Routes) {
    self.routes = routes.all
    for (index, route) in self.routes.enumerated() { add(route, at: index) }
  }

  private mutating func add(_ route: Route, at index: Int) {
    var node = 0
    for segment in route.segments { node = step(from: node, segment) }
    let taken = nodes[node].methods.contains { $0.method == route.method }
    precondition(!taken, "two routes \(route.method) \(route.pattern)")
    nodes[node].methods.append((route.method, index))
  }

  private mutating func step(from node: Int, _ segment: Substring) -> Int {
    let isParameter = segment.hasPrefix(":")
    if let known = isParameter ? nodes[node].parameter : nodes[node].literals[segment] { return known }
    nodes.append(Node())
    let new = nodes.count - 1
    if isParameter { nodes[node].parameter = new } else { nodes[node].literals[segment] = new }
    return new
  }

  /// The path is decoded and begins with a slash. HEAD finds the route of GET.
  package func match(_ method: HTTPMethod, _ path: String) -> Match {
    guard let segments = Router.segments(of: path) else { return .unknown }
    var parameters: [Substring] = []
    guard let node = find(segments[...], from: 0, &parameters) else { return .unknown }
    let wanted = method == .head ? .get : method
    if let found = nodes[node].methods.first(where: { $0.method == wanted }) {
      return .found(found.route, parameters)
    }
    return .otherMethods(nodes[node].methods.map(\.method))
  }

  /// A path with an empty segment or a slash at its end is no route of ours: one page has one address.
  /// Taken apart by bytes: a slash and a combining mark behind it are one Character.
  private static func segments(of path: String) -> [Substring]? {
    if path == "/" { return [] }
    let parts = path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.contains(where: \.isEmpty) ? nil : parts.map { Substring($0) }
  }

  private func find(_ rest: ArraySlice<Substring>, from node: Int, _ parameters: inout [Substring]) -> Int? {
    guard let segment = rest.first else { return nodes[node].methods.isEmpty ? nil : node }
    if let next = nodes[node].literals[segment], let found = find(rest.dropFirst(), from: next, &parameters) {
      return found
    }
    guard let next = nodes[node].parameter else { return nil }
    parameters.append(segment)
    if let found = find(rest.dropFirst(), from: next, &parameters) { return found }
    parameters.removeLast()
    return nil
  }
}
