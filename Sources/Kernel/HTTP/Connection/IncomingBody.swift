/// A request's body on its way in.
///
/// A class, because the connection fills it and the request's task empties it; both on the loop.
final class IncomingBody {
  /// Bytes held for a task that does not read them; beyond it the client has to wait.
  static let window = 65536

  /// Bytes allowed in all.
  let limit: Int

  /// Whether the client still waits for `100 Continue`, which it gets when somebody wants to read.
  var continues: Bool
  private(set) var failure: (any Error)?
  private var decoder: BodyDecoder
  private var received = 0
  private var buffer: [UInt8] = []
  private var reader: CheckedContinuation<[UInt8]?, any Error>?

  init(_ decoder: BodyDecoder, limit: Int, continues: Bool = false) {
    self.decoder = decoder
    self.limit = min(limit, 1 << 50)
    self.continues = continues
  }

  /// Whether all of it has come.
  var isComplete: Bool { decoder.isComplete }

  var wantsMore: Bool { !isComplete && failure == nil && buffer.count < IncomingBody.window }

  /// Whether the client has to wait because nobody reads.
  var isHeldBack: Bool { !isComplete && failure == nil && buffer.count >= IncomingBody.window }

  var refusal: HTTPRefusal? { failure as? HTTPRefusal }

  /// Takes what belongs to the body, and returns how many bytes that were.
  func receive(_ bytes: Span<UInt8>) throws(HTTPRefusal) -> Int {
    let held = buffer.count
    let used = try decoder.decode(bytes, into: &buffer, limit: held + limit - received)
    received += buffer.count - held
    return used
  }

  func takeBuffer() -> [UInt8] {
    let bytes = buffer
    buffer = []
    return bytes
  }

  /// What there is, nil at the end; waits when there is nothing yet.
  func next() async throws -> [UInt8]? {
    if !buffer.isEmpty { return takeBuffer() }
    if let failure { throw failure }
    if isComplete { return nil }
    precondition(reader == nil, "a request's body is read by one task")
    return try await withCheckedThrowingContinuation { reader = $0 }
  }

  /// Wakes the task that waits, if there is something for it.
  func deliver() {
    guard let waiting = reader, !buffer.isEmpty || isComplete else { return }
    reader = nil
    waiting.resume(returning: buffer.isEmpty ? nil : takeBuffer())
  }

  /// Nothing more will come.
  func fail(_ error: any Error) {
    if failure == nil { failure = error }
    guard let waiting = reader else { return }
    reader = nil
    waiting.resume(throwing: error)
  }
}
