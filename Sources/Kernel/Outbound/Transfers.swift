import CCurl
import Loop
import Synchronization

/// The thread on which libcurl works: every transfer of the process, side by side.
///
/// `@unchecked Sendable` holds because `multi` and `running` are used on that thread alone, but for `curl_multi_wakeup`,
/// which may be called from any; `inbox` is behind its lock.
final class Transfers: @unchecked Sendable {
  static let shared = Transfers()

  private let multi: UnsafeMutableRawPointer
  private let inbox = Mutex<[Arrival]>([])
  private var running: [UnsafeMutableRawPointer: Arrival] = [:]

  private struct Arrival {
    let transfer: SMTPTransfer
    /// Nil for a transfer that is to be given up.
    let ending: CheckedContinuation<CURLcode, Never>?
  }

  private init() {
    curl_global_init(haat_curl_global_default())
    guard let multi = curl_multi_init() else { preconditionFailure("no memory for curl") }
    self.multi = multi
    _ = JoinableThread(name: "outbound") { self.work() }
  }

  /// Comes back when the transfer has ended, at its deadline at the latest, and soon when the task is cancelled.
  func run(_ transfer: SMTPTransfer) async -> CURLcode {
    await withTaskCancellationHandler {
      await withCheckedContinuation { add(Arrival(transfer: transfer, ending: $0)) }
    } onCancel: {
      transfer.isCancelled.store(true, ordering: .releasing)
      add(Arrival(transfer: transfer, ending: nil))
    }
  }

  private func add(_ arrival: Arrival) {
    inbox.withLock { $0.append(arrival) }
    curl_multi_wakeup(multi)
  }

  private func work() {
    while true {
      takeIn()
      var count: Int32 = 0
      curl_multi_perform(multi, &count)
      letGo()
      curl_multi_poll(multi, nil, 0, 60_000, nil)
    }
  }

  private func takeIn() {
    let arrivals = inbox.withLock { inbox in
      let taken = inbox
      inbox = []
      return taken
    }
    for arrival in arrivals {
      let easy = arrival.transfer.easy
      if arrival.ending != nil {
        running[easy] = arrival
        curl_multi_add_handle(multi, easy)
      }
      if arrival.transfer.isCancelled.load(ordering: .acquiring) { end(easy, CURLE_ABORTED_BY_CALLBACK) }
    }
  }

  private func letGo() {
    var waiting: Int32 = 0
    while let message = curl_multi_info_read(multi, &waiting) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
      end(easy, haat_curl_result(message))
    }
  }

  private func end(_ easy: UnsafeMutableRawPointer, _ result: CURLcode) {
    guard let ended = running.removeValue(forKey: easy) else { return }
    curl_multi_remove_handle(multi, easy)
    ended.ending?.resume(returning: result)
  }
}
