import Synchronization

/// What a run had to tell beside its outcome. A class, because the run writes it and the runner reads it.
final class JobRemarks: Sendable {
  private let texts = Mutex<[String]>([])

  func add(_ text: String) { texts.withLock { $0.append(text) } }

  /// Nil when there was nothing to tell.
  var text: String? {
    let texts = texts.withLock { $0 }
    return texts.isEmpty ? nil : String(texts.joined(separator: "; ").prefix(2000))
  }
}
