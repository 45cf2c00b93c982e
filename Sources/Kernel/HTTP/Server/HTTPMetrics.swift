/// What a server has done since it started, of one loop or of all together.
package struct HTTPMetrics: Sendable {
  package var connectionsOpen = 0
  package var connectionsAccepted = 0
  /// Times accepting stopped for a while, for want of descriptors or at the limit of connections.
  package var acceptPauses = 0
  package var responses = StatusCounts()
  package var refusals: [HTTPRefusal: Int] = [:]
  /// Requests whose client left before the answer was complete.
  package var abandoned = 0
  package var bytesReceived = 0
  package var bytesSent = 0

  /// Finished requests by the first digit of their status.
  package struct StatusCounts: Sendable {
    package var successes = 0
    package var redirections = 0
    package var clientErrors = 0
    package var serverErrors = 0

    mutating func count(_ status: HTTPStatus) {
      switch status.group {
      case 2: successes += 1
      case 3: redirections += 1
      case 4: clientErrors += 1
      default: serverErrors += 1
      }
    }
  }

  mutating func add(_ other: HTTPMetrics) {
    connectionsOpen += other.connectionsOpen
    connectionsAccepted += other.connectionsAccepted
    acceptPauses += other.acceptPauses
    responses.successes += other.responses.successes
    responses.redirections += other.responses.redirections
    responses.clientErrors += other.responses.clientErrors
    responses.serverErrors += other.responses.serverErrors
    refusals.merge(other.refusals, uniquingKeysWith: +)
    abandoned += other.abandoned
    bytesReceived += other.bytesReceived
    bytesSent += other.bytesSent
  }
}
