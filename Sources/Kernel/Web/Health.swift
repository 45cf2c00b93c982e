import Basics
import HTTP
import Synchronization

/// Whether this process lives, and whether it should be sent requests.
package final class Health: Sendable {
  private let isDraining = Atomic<Bool>(false)
  private let check: @Sendable () async -> String?

  /// `check` says in a few words what is missing, or nil when the process can serve.
  package init(check: @escaping @Sendable () async -> String?) { self.check = check }

  /// From now on it is not ready, so that a balancer sends nothing new.
  package func drain() { isDraining.store(true, ordering: .relaxed) }

  func answer(_ path: String) async -> Response? {
    switch path {
    case "/health/live": return Response(.ok, .text("live\n", type: "text/plain"))
    case "/health/ready":
      let problem = isDraining.load(ordering: .relaxed) ? "draining" : await check()
      return Response(
        problem == nil ? .ok : .serviceUnavailable, .text("\(problem ?? "ready")\n", type: "text/plain"))
    default: return nil
    }
  }
}
