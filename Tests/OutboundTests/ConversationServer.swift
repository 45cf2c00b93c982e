import Foundation
import Glibc
import Synchronization

/// A server on loopback that says what it is told to, whatever it hears: for what no proper server does.
///
/// Sendable: what it has heard is behind its lock.
final class ConversationServer: Sendable {
  let port: Int
  private let heard = Mutex<[String]>([])

  /// - Parameter answer: What to say to a line; nil closes the connection, an empty text says nothing.
  init(greeting: String? = "220 here\r\n", answer: @escaping @Sendable (String) -> String?) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, size) == 0 && listen(listener, 8) == 0
          && getsockname(listener, pointer, &size) == 0
      }
    }
    guard bound else { throw POSIXError(.EADDRINUSE) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        converse(client, greeting, answer)
        close(client)
      }
    }
  }

  var lines: [String] { heard.withLock { $0 } }

  private func converse(_ client: Int32, _ greeting: String?, _ answer: (String) -> String?) {
    guard let greeting, say(greeting, to: client) else { return }
    var buffer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(client, &chunk, chunk.count, 0)
      guard count > 0 else { return }
      buffer += chunk[..<count]
      while let end = buffer.firstIndex(of: 10) {
        let line = String(decoding: buffer[..<end].filter { $0 != 13 }, as: UTF8.self)
        buffer.removeSubrange(...end)
        heard.withLock { $0.append(line) }
        guard let reply = answer(line), say(reply, to: client) else { return }
      }
    }
  }

  private func say(_ text: String, to client: Int32) -> Bool {
    let bytes = Array(text.utf8)
    return send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }
}

extension ConversationServer {
  /// One that takes mails, but for the commands that are given another answer.
  static func taking(_ other: [String: String] = [:], offers: String = "250 here") throws
    -> ConversationServer
  {
    let isData = Mutex(false)
    return try ConversationServer { line in
      if isData.withLock({ $0 }) {
        guard line == "." else { return "" }
        isData.withLock { $0 = false }
        return (other["."] ?? "250 2.0.0 taken") + "\r\n"
      }
      let command = line.prefix { $0 != " " }.uppercased()
      if let answer = other[command] {
        return answer == "close" ? nil : answer.isEmpty ? "" : answer + "\r\n"
      }
      switch command {
      case "EHLO", "HELO": return offers + "\r\n"
      case "DATA":
        isData.withLock { $0 = true }
        return "354 go on\r\n"
      default: return "250 2.1.0 fine\r\n"
      }
    }
  }
}
