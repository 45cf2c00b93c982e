import Glibc
import Synchronization

extension EventLoop {
  /// Calls `body` on this loop whenever the process gets one of the signals, from now on. Once in a process, on the
  /// loop only.
  ///
  /// The handler writes to a pipe and does nothing else, as little is allowed in it. The signals are not blocked, which
  /// child processes would inherit.
  package func onSignals(_ signals: [Int32], _ body: @escaping (Int32) -> Void) {
    var ends: [Int32] = [-1, -1]
    precondition(pipe(&ends) == 0, "no descriptors left for signals")
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    precondition(signalPipe.exchange(ends[1], ordering: .relaxed) == -1, "signals are watched twice")
    watch(ends[0], for: .read, SignalReader(descriptor: ends[0], body: body))
    for number in signals {
      signal(number) { number in
        let error = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(signalPipe.load(ordering: .relaxed), &byte, 1)
        errno = error
      }
    }
  }
}

/// Where the handler writes. Made before the handler is set, so that the handler never has to.
private let signalPipe = Atomic<Int32>(-1)

private final class SignalReader: EventHandler {
  private let descriptor: Int32
  private let body: (Int32) -> Void

  init(descriptor: Int32, body: @escaping (Int32) -> Void) {
    self.descriptor = descriptor
    self.body = body
  }

  func ready(_ events: EventMask) {
    var byte: UInt8 = 0
    while read(descriptor, &byte, 1) == 1 { body(Int32(byte)) }
  }
}
