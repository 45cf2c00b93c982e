/// What waits to be sent because the kernel takes no more now.
struct Outgoing {
  /// Bytes, of which the first `sent` are gone.
  private(set) var bytes: [UInt8] = []
  private(set) var sent = 0

  /// Sent behind the bytes.
  var file: OutgoingFile?

  var isEmpty: Bool { bytes.isEmpty && file == nil }
  var count: Int { bytes.count - sent }

  mutating func append(_ more: UnsafeBufferPointer<UInt8>) {
    if sent > 65536, sent > bytes.count / 2 {
      bytes.removeFirst(sent)
      sent = 0
    }
    bytes.append(contentsOf: more)
  }

  /// Without copying them, if nothing waits.
  mutating func append(_ more: [UInt8]) {
    if bytes.isEmpty { bytes = more } else { bytes.append(contentsOf: more) }
  }

  mutating func remove(_ count: Int) {
    sent += count
    guard sent == bytes.count else { return }
    bytes = []
    sent = 0
  }
}

/// A file being sent. A class, so that a connection that sends none has one word for it.
final class OutgoingFile {
  let part: FilePart
  var rest: Range<Int>

  init(_ part: FilePart) {
    self.part = part
    rest = part.range
  }
}
