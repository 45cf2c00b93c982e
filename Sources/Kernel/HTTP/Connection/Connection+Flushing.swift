import CLinux
import Glibc
import Loop

extension Connection {
  /// Sends what waits, as far as the kernel takes it.
  func flush() {
    while outgoing.count > 0 {
      let count = outgoing.bytes.withUnsafeBufferPointer { bytes in
        give(UnsafeBufferPointer(rebasing: bytes[outgoing.sent...]), more: outgoing.file != nil)
      }
      guard let count else { return leave() }
      if count == 0 { return }
      outgoing.remove(count)
      progress(count)
    }
    if let file = outgoing.file, !sendFile(file) { return }
    outgoing = Outgoing()
    flushed()
  }

  /// False when not all of it is sent yet. At most 4 MB at a time, as others wait for their turn.
  private func sendFile(_ file: OutgoingFile) -> Bool {
    var turn = 4 << 20
    while !file.rest.isEmpty {
      if turn <= 0 {
        server.loop.soon { self.takeUpFile(file) }
        return false
      }
      let count = haat_sendfile(
        descriptor, file.part.descriptor, file.rest.lowerBound, UInt(min(file.rest.count, 1 << 20)))
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { return false }
      guard count > 0 else {
        abort()
        return false
      }
      file.rest = file.rest.lowerBound + count..<file.rest.upperBound
      turn -= count
      tally(count)
      progress(count)
    }
    return true
  }

  private func takeUpFile(_ file: OutgoingFile) {
    if phase != .closed, outgoing.file === file { flush() }
  }
}
