import Crypto

/// Who it was by name, and from where: what can be erased of an entry when that person asks.
struct ActorPart: Sendable {
  var salt = Token.random().hash
  let name: String
  let address: String
  let device: String

  /// What the log keeps of it for good. Without the salt nobody can try out names.
  var digest: [UInt8] {
    var fields = HashedFields()
    fields.add(salt)
    fields.add(name)
    fields.add(address)
    fields.add(device)
    return SHA256.hash(fields.bytes)
  }
}

/// What the thing was called, and how it was before and after: what can be erased of an entry when whom it is about asks.
struct ContentPart: Sendable {
  var salt = Token.random().hash
  let label: String
  /// JSON objects of texts, their keys in order; these very bytes are under the digest.
  let before: String
  let after: String

  var digest: [UInt8] {
    var fields = HashedFields()
    fields.add(salt)
    fields.add(label)
    fields.add(before)
    fields.add(after)
    return SHA256.hash(fields.bytes)
  }
}

extension ContentPart {
  init(_ entry: AuditEntry) {
    self.init(
      label: entry.subject.label.storable, before: ContentPart.json(entry.before),
      after: ContentPart.json(entry.after))
  }

  private static func json(_ fields: [String: String]) -> String {
    let members = fields.sorted { $0.key < $1.key }.map {
      "\(quoted($0.key.storable)):\(quoted($0.value.storable))"
    }
    return "{\(members.joined(separator: ","))}"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        result += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension String {
  /// PostgreSQL's text holds no zero byte; a stray one must not make the change fail that is being recorded.
  var storable: String { utf8.contains(0) ? replacing("\u{0}", with: "\u{FFFD}") : self }
}
