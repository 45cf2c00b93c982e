import Basics
import HTTP
import Synchronization

/// Requests by route and status, with how long they took.
///
/// One lock around plain counters: some 20 ns a request, and no request waits for a reader, who copies them.
package final class RequestMetrics: Sendable {
  private let routes: [Route]
  private let counts: Mutex<[Series]>

  /// What is counted for one route.
  package struct Series: Sendable {
    /// By status code.
    package var statuses: [Int: UInt64] = [:]
    package var times = Histogram()
  }

  init(routes: [Route]) {
    self.routes = routes
    counts = Mutex(Array(repeating: Series(), count: routes.count + 1))
  }

  /// A nil route stands for everything that is no route: assets, health, unknown paths.
  func count(route: Int?, status: HTTPStatus, nanoseconds: UInt64) {
    counts.withLock { series in
      let index = route ?? series.count - 1
      series[index].statuses[status.code, default: 0] += 1
      series[index].times.observe(nanoseconds: nanoseconds)
    }
  }

  /// Per route its method, its pattern and its counts. Routes that nobody has asked for are left out.
  package func snapshot() -> [(method: String, pattern: String, series: Series)] {
    let series = counts.withLock { $0 }
    return series.enumerated().compactMap { index, series in
      guard !series.statuses.isEmpty else { return nil }
      guard index < routes.count else { return ("", "other", series) }
      return (routes[index].method.description, routes[index].pattern, series)
    }
  }
}
