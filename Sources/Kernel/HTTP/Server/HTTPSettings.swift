/// Where a server listens and how long it waits.
package struct HTTPSettings: Sendable {
  /// An address of this machine; port 0 takes a free one.
  package var address = "127.0.0.1"
  package var port: UInt16 = 8080

  /// Connections held at once, over all loops; beyond it none is accepted until one ends.
  package var connectionLimit = 100_000

  /// Proxies whose X-Forwarded-For, -Proto and -Host are believed.
  package var trustedProxies: [AddressBlock] = []

  /// Bytes that a loop sets aside at once for bodies in memory of more than 16 KB; beyond it such a body is 503. Small
  /// ones are always read, so that clients who send large ones slowly keep nobody from signing in.
  package var largeBodyMemory = 64 << 20

  /// Where bodies on disk go while they are needed.
  package var temporaryDirectory = "/tmp"

  package var deadlines = Deadlines()

  package init() {}

  /// How long a client may take.
  package struct Deadlines: Sendable {
    /// From a head's first byte to its last.
    package var head = Duration.seconds(10)

    /// Without a request on a connection.
    package var idle = Duration.seconds(60)

    /// How far a body may fall behind `rate`, and a reader too.
    package var grace = Duration.seconds(20)

    /// Bytes a second that a client must send of a body, and take of a response.
    package var rate = 1024

    /// How long the rest of a refused body is read and thrown away, so that the refusal is not lost.
    package var lingering = Duration.seconds(2)

    /// Between the comments that keep an event stream open.
    package var heartbeat = Duration.seconds(15)

    package init() {}
  }
}
