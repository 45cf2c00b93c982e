import Basics
import CPostgres
import Loop
import Synchronization

/// What a channel of LISTEN brings.
package enum ChannelEvent: Sendable, Equatable {
  /// It listens from now on. What was sent before, or while the connection was away, is lost: look for
  /// yourself.
  case connected
  case notified(payload: String)
}

/// An interest in a channel, until it is cancelled.
package final class Subscription: Sendable {
  let channel: String
  private let event: Mutex<(@Sendable (ChannelEvent) -> Void)?>

  init(channel: String, event: @escaping @Sendable (ChannelEvent) -> Void) {
    self.channel = channel
    self.event = Mutex(event)
  }

  /// No event after this, but for one that is under way.
  package func cancel() { event.withLock { $0 = nil } }

  var isCancelled: Bool { event.withLock { $0 == nil } }

  func tell(_ news: ChannelEvent) { event.withLock { $0 }?(news) }
}

/// The connection that listens, outside of any pipeline. Reconnects by itself.
///
/// Sendable: used on its loop alone.
final class Listener: EventHandler, @unchecked Sendable {
  let loop: EventLoop
  private let address: ServerAddress
  private let settings: DatabaseSettings
  private var subscriptions: [Subscription] = []
  private var handle: OpaquePointer?
  private var watch: Watch?
  private var connector: Connector?
  private var retry: LoopTimer?
  private var failures = 0
  /// The channels whose LISTEN is under way, and those the server has.
  private var asking: [String]?
  private var channels: Set<String> = []
  private var isClosed = false

  init(loop: EventLoop, address: ServerAddress, settings: DatabaseSettings) {
    self.loop = loop
    self.address = address
    self.settings = settings
  }

  func add(_ subscription: Subscription) {
    if isClosed { return }
    subscriptions.removeAll { $0.isCancelled }
    subscriptions.append(subscription)
    if channels.contains(subscription.channel) { return subscription.tell(.connected) }
    if handle == nil { connect() } else { ask() }
  }

  func close() {
    isClosed = true
    subscriptions = []
    connector?.cancel()
    disconnect()
  }

  private func connect() {
    guard !isClosed, connector == nil, retry == nil else { return }
    connector = Connector(
      address.complete(application: settings.applicationName + " listener"),
      setup: SessionSetup.text(settings, isShared: false), within: settings.connecting, on: loop
    ) { [weak self] result in
      guard let self else { return }
      connector = nil
      switch result {
      case .success(let handle): connected(handle)
      case .failure: reconnect()
      }
    }
  }

  private func connected(_ handle: OpaquePointer) {
    self.handle = handle
    failures = 0
    watch = loop.watch(PQsocket(handle), for: .read, self)
    ask()
  }

  private func reconnect() {
    if isClosed { return }
    failures += 1
    retry = loop.after(.milliseconds(min(1000, 25 << min(failures, 8)))) { [weak self] in
      self?.retry = nil
      self?.connect()
    }
  }

  /// Sends LISTEN for every channel that is wanted and not yet listened to; one question at a time.
  private func ask() {
    guard let handle, asking == nil else { return }
    let missing = Set(subscriptions.map(\.channel)).subtracting(channels).sorted()
    if missing.isEmpty { return }
    asking = missing
    let text = missing.map { "listen \"\($0.filter { $0 != "\"" })\"" }.joined(separator: ";")
    // Short enough for an empty socket buffer.
    if PQsendQuery(handle, text) != 1 || PQflush(handle) != 0 { lost() }
  }

  func ready(_ events: EventMask) {
    guard let handle else { return }
    guard PQconsumeInput(handle) == 1 else { return lost() }
    while asking != nil, PQisBusy(handle) == 0 {
      guard let result = PQgetResult(handle) else {
        listening()
        break
      }
      let failed = PQresultStatus(result) != PGRES_COMMAND_OK
      PQclear(result)
      if failed { return lost() }
    }
    // Without a question under way this takes notifications out of what was read.
    if asking == nil { _ = PQisBusy(handle) }
    while let notification = PQnotifies(handle) {
      let channel = String(cString: notification.pointee.relname)
      let payload = String(cString: notification.pointee.extra)
      PQfreemem(notification)
      for subscription in subscriptions where subscription.channel == channel {
        subscription.tell(.notified(payload: payload))
      }
    }
    if PQstatus(handle) == CONNECTION_BAD { lost() }
  }

  private func listening() {
    let new = asking ?? []
    asking = nil
    channels.formUnion(new)
    for subscription in subscriptions where new.contains(subscription.channel) {
      subscription.tell(.connected)
    }
    ask()
  }

  private func lost() {
    disconnect()
    reconnect()
  }

  private func disconnect() {
    if let watch { loop.unwatch(watch) }
    watch = nil
    if let handle { PQfinish(handle) }
    handle = nil
    asking = nil
    channels = []
  }
}
