import Basics
import HTTP
import Synchronization

/// Requests by route and status, with how long they took.
///
/// One lock around plain counters: some 20 ns a request, and no request waits for a reader, who copies them.
package final class RequestMetrics: Sendable {
  private let routes: [Route]
  private let counts: Mutex<[Series]>

  /// The upper limits of the histogram, in seconds.
  package static let limits: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
  private static let nanoseconds = limits.map { UInt64($0 * 1e9) }

  /// What is counted for one route.
  package struct Series: Sendable {
    package var statuses: [Int: UInt64] = [:]
    package var buckets = [UInt64](repeating: 0, count: RequestMetrics.limits.count + 1)
    package var nanoseconds: UInt64 = 0
  }

  init(routes: [Route]) {
    self.routes = routes
    counts = Mutex(Array(repeating: Series(), count: routes.count + 1))
  }

  /// A nil route stands for everything that is no route: assets, health, unknown paths.
  func count(route: Int?, status: HTTPStatus, nanoseconds: UInt64) {
    var bucket = 0
    while bucket < RequestMetrics.nanoseconds.count, nanoseconds > RequestMetrics.nanoseconds[bucket] { bucket += 1 }
    counts.withLock { series in
      let index = route ?? series.count - 1
      series[index].statuses[status.code, default: 0] += 1
      series[index].buckets[bucket] += 1
      series[index].nanoseconds += nanoseconds
    }
  }

  /// Per route: its method and pattern, and its counts. Routes nobody has asked for are left out.
  package func snapshot() -> [(method: String, pattern: String, series: Series)] {
    let series = counts.withLock { $0 }
    return series.enumerated().compactMap { index, series in
      guard !series.statuses.isEmpty else { return nil }
      guard index < routes.count else { return ("", "other", series) }
      return (routes[index].method.description, routes[index].pattern, series)
    }
  }
}
